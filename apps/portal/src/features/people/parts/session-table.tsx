'use client';
import type { UserSessionView } from '@millwright/contracts';
import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormats } from '../../../words/use-formats.ts';

interface Props {
  readonly sessions: readonly UserSessionView[];
  /** Absent: they are only looked at. */
  readonly end?: (id: string) => void;
}

/** Browsers somebody is signed in with. */
export function SessionTable({ sessions, end }: Props) {
  const t = useTranslations('sessions');
  const format = useFormats();
  if (sessions.length === 0) return <Text c="dimmed">{t('none')}</Text>;
  return (
    <Table.ScrollContainer minWidth={360}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('browser')}</Table.Th>
            <Table.Th>{t('seen')}</Table.Th>
            <Table.Th>{t('expires')}</Table.Th>
            {end && <Table.Th />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sessions.map(({ id, agent, address, current, lastSeenAt, expiresAt }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <Group gap="xs">
                  <Text size="sm">{browserIn(agent) ?? t('unknown')}</Text>
                  {current && <Badge size="sm">{t('current')}</Badge>}
                </Group>
                <Text size="xs" c="dimmed">
                  {address}
                </Text>
              </Table.Td>
              <Table.Td>{format.dateTime(lastSeenAt)}</Table.Td>
              <Table.Td>{format.dateTime(expiresAt)}</Table.Td>
              {end && (
                <Table.Td>
                  {!current && (
                    <Button size="compact-sm" variant="default" onClick={() => end(id)}>
                      {t('end')}
                    </Button>
                  )}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** `Firefox · Windows`, as far as the browser's own words tell. */
function browserIn(agent: string | null): string | null {
  if (agent === null) return null;
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)/.exec(agent)?.[1];
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1];
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' };
  const parts = [browser, system].filter((part) => part !== undefined).map((part) => names[part] ?? part);
  return parts.length > 0 ? parts.join(' · ') : agent.slice(0, 60);
}
