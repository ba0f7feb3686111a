'use client';
import { tagKeySchema, validationTag, type Tags } from '@millwright/contracts';
import {
  ActionIcon,
  Button,
  Card,
  Code,
  Group,
  ScrollArea,
  Table,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Loaded } from '../../components/loaded.tsx';
import { useNotices } from '../../components/notices.tsx';
import { TableSkeleton } from '../../components/skeletons.tsx';
import { ErrorNotice } from '../../components/states.tsx';
import { useChangeTag, useTags, type TagPlace } from './queries.ts';

interface Props {
  readonly place: TagPlace;
  readonly title: string;
  /** Said where there is no tag yet. */
  readonly none: string;
}

/** The tags of a run, a model or a version: shown, set, changed and deleted; a change can be taken back. */
export function TagsCard({ place, title, none }: Props) {
  const tags = useTags(place);
  return (
    <Card withBorder>
      <Title order={2} mb="xs">
        {title}
      </Title>
      <Loaded query={tags} shape={<TableSkeleton rows={1} />}>
        {(found) => <TagList place={place} tags={found} none={none} />}
      </Loaded>
    </Card>
  );
}

function TagList({ place, tags, none }: { place: TagPlace; tags: Tags; none: string }) {
  const t = useTranslations('tags');
  const notices = useNotices();
  const change = useChangeTag(place);
  const [typed, setTyped] = useState({ key: '', value: '' });
  const valueOf = (key: string) => (Object.hasOwn(tags, key) ? tags[key] : null);
  const apply = async (key: string, value: string | null) => {
    const before = valueOf(key);
    await change.mutateAsync({ key, value });
    notices.undoable(t(value === null ? 'wasDeleted' : 'wasSet', { key }), () =>
      change.mutateAsync({ key, value: before }),
    );
  };
  const set = () => apply(typed.key.trim(), typed.value).then(() => setTyped({ key: '', value: '' }));
  // Whether a version is approved has a card of its own.
  const rows = Object.keys(tags)
    .filter((key) => key !== validationTag)
    .sort();
  return (
    <>
      {rows.length === 0 && <Text c="dimmed">{none}</Text>}
      <ScrollArea.Autosize mah={240}>
        <Table verticalSpacing={4}>
          <Table.Tbody>
            {rows.map((key) => (
              <TagRow
                key={key}
                name={key}
                value={tags[key]}
                edit={() => setTyped({ key, value: tags[key] })}
                remove={() => void apply(key, null).catch(() => undefined)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      <TagForm
        typed={typed}
        setTyped={setTyped}
        busy={change.isPending}
        submit={() => void set().catch(() => undefined)}
      />
      {change.isError && <ErrorNotice error={change.error} />}
    </>
  );
}

interface RowProps {
  readonly name: string;
  readonly value: string;
  edit(): void;
  remove(): void;
}

function TagRow({ name, value, edit, remove }: RowProps) {
  const t = useTranslations('tags');
  return (
    <Table.Tr>
      <Table.Td>
        <Code>{name}</Code>
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
      <Table.Td w={76}>
        <Group gap={4} wrap="nowrap" justify="flex-end">
          <ActionIcon variant="subtle" color="gray" onClick={edit} aria-label={t('edit', { key: name })}>
            <IconPencil size={16} />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" onClick={remove} aria-label={t('delete', { key: name })}>
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

interface FormProps {
  readonly typed: { readonly key: string; readonly value: string };
  setTyped(typed: { key: string; value: string }): void;
  readonly busy: boolean;
  submit(): void;
}

function TagForm({ typed, setTyped, busy, submit }: FormProps) {
  const t = useTranslations('tags');
  const key = typed.key.trim();
  const wrong = key !== '' && !tagKeySchema.safeParse(key).success;
  const send = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <form onSubmit={send}>
      <Group align="flex-start" gap="xs" mt="xs" wrap="nowrap">
        <TextInput
          aria-label={t('key')}
          placeholder={t('key')}
          value={typed.key}
          maxLength={250}
          error={wrong && t('keyWrong')}
          onChange={({ currentTarget }) => setTyped({ ...typed, key: currentTarget.value })}
        />
        <TextInput
          aria-label={t('value')}
          placeholder={t('value')}
          style={{ flex: 1 }}
          value={typed.value}
          maxLength={5000}
          onChange={({ currentTarget }) => setTyped({ ...typed, value: currentTarget.value })}
        />
        <Button type="submit" variant="default" loading={busy} disabled={key === '' || wrong}>
          {t('set')}
        </Button>
      </Group>
    </form>
  );
}
