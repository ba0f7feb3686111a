'use client';
import { webhookEventTypes, type WebhookEventType, type WebhookView } from '@millwright/contracts';
import { Button, Checkbox, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { ApiFailure } from '../../../api-client.ts';
import { ErrorNotice } from '../../../components/states.tsx';
import { useRouter } from '../../../i18n/navigation.ts';
import { useChangeWebhook, useCreateWebhook, type WebhookEntry } from '../queries.ts';
import { SecretShown } from './secret-shown.tsx';

interface Props {
  /** The one that is changed; absent: a new one. */
  readonly webhook: WebhookView | undefined;
  readonly opened: boolean;
  close(): void;
}

const nothing: WebhookEntry = { name: '', url: '', events: [], description: '' };

/** Enters a webhook; a new one ends with its secret, shown once. */
export function WebhookDialog({ webhook, opened, close }: Props) {
  const t = useTranslations('webhooks.enter');
  const router = useRouter();
  const create = useCreateWebhook();
  const change = useChangeWebhook(webhook?.id ?? '');
  const [typed, setTyped] = useState<WebhookEntry>(webhook ?? nothing);
  const asked = webhook ? change : create;
  const made = create.data;
  const done = () => {
    close();
    if (made) router.push(`/settings/webhooks/${made.id}`);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { name, url, events, description } = typed;
    if (webhook) change.mutate({ name, url, events, description }, { onSuccess: close });
    else create.mutate(typed);
  };
  return (
    <Modal
      opened={opened}
      onClose={done}
      title={t(webhook ? 'change' : 'create')}
      size="lg"
      closeOnClickOutside={!made}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {made ? (
        <SecretShown secret={made.secret} done={done} />
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <Fields typed={typed} setTyped={setTyped} error={asked.error} />
            {asked.isError && <ErrorNotice error={asked.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t('back')}
              </Button>
              <Button type="submit" loading={asked.isPending} disabled={typed.events.length === 0}>
                {t(webhook ? 'save' : 'subscribe')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

interface FieldsProps {
  readonly typed: WebhookEntry;
  setTyped(typed: WebhookEntry): void;
  readonly error: unknown;
}

function Fields({ typed, setTyped, error }: FieldsProps) {
  const t = useTranslations('webhooks.enter');
  const events = useTranslations('webhooks.events');
  const field = (name: 'name' | 'url' | 'description') => ({
    label: t(name),
    value: typed[name],
    error: faultOf(error, name),
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setTyped({ ...typed, [name]: currentTarget.value }),
  });
  return (
    <>
      <TextInput {...field('name')} description={t('nameHelp')} required data-autofocus maxLength={100} />
      <TextInput
        {...field('url')}
        description={t('urlHelp')}
        placeholder="https://erp.example/hooks"
        required
        type="url"
        maxLength={2000}
        spellCheck={false}
      />
      <Checkbox.Group
        label={t('events')}
        value={[...typed.events]}
        error={faultOf(error, 'events')}
        onChange={(chosen) => setTyped({ ...typed, events: chosen as WebhookEventType[] })}
      >
        <Stack gap={6} mt={6}>
          {webhookEventTypes.map((type) => (
            <Checkbox key={type} value={type} label={events(type)} description={type} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Textarea {...field('description')} maxLength={500} autosize minRows={1} />
    </>
  );
}

/** What the api says about a field, in the language of the page. */
function faultOf(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiFailure)) return undefined;
  const { code, detail, errors } = error.problem;
  if (field === 'url' && (code === 'webhook.url' || code === 'webhook.address')) return detail;
  return errors.find(({ column }) => column?.split('.')[0] === field)?.message;
}
