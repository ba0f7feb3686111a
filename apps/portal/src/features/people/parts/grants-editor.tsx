'use client';
import { roles, type Grant, type Role } from '@millwright/contracts';
import { ActionIcon, Button, Fieldset, Group, Select, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

interface Props {
  readonly grants: readonly Grant[];
  change(grants: Grant[]): void;
}

/** Which roles somebody has. */
export function GrantsEditor({ grants, change }: Props) {
  const t = useTranslations('people.roles');
  const set = (at: number, values: Partial<Grant>) =>
    change(grants.map((grant, index) => (index === at ? { ...grant, ...values } : grant)));
  return (
    <Fieldset legend={t('title')}>
      <Stack gap="sm">
        {grants.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('none')}
          </Text>
        )}
        {grants.map((grant, at) => (
          <GrantRow
            key={at}
            grant={grant}
            set={(values) => set(at, values)}
            remove={() => change(grants.filter((_, index) => index !== at))}
          />
        ))}
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => change([...grants, { role: 'viewer', site: null, line: null }])}
          >
            {t('add')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

interface RowProps {
  readonly grant: Grant;
  set(values: Partial<Grant>): void;
  remove(): void;
}

function GrantRow({ grant, set, remove }: RowProps) {
  const t = useTranslations('people.roles');
  const names = useTranslations('roles');
  return (
    <div>
      <Group align="flex-end" wrap="nowrap" gap="xs">
        <Select
          label={t('role')}
          data={roles.map((value) => ({ value, label: names(value) }))}
          value={grant.role}
          onChange={(value) => value && set({ role: value as Role })}
          allowDeselect={false}
          style={{ flex: 2 }}
        />
        <ActionIcon variant="default" size="lg" aria-label={t('remove')} onClick={remove}>
          <IconTrash size={16} />
        </ActionIcon>
      </Group>
      <Text size="xs" c="dimmed" mt={4}>
        {t(`may.${grant.role}`)}
      </Text>
    </div>
  );
}
