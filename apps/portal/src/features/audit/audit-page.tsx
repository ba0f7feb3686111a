'use client';
import { auditEventSchema, type AuditEvent } from '@millwright/contracts';
import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { DataTable, type Column } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { TableSkeleton } from '../../components/skeletons.tsx';
import { EmptyNotice } from '../../components/states.tsx';
import { useAddress } from '../../use-address.ts';
import { usePages } from '../../use-api.ts';
import { useFormats } from '../../words/use-formats.ts';

const filters = ['by', 'action', 'subject'] as const;
type Filter = Readonly<Record<(typeof filters)[number], string>>;

/** Who changed what, and who saw what concerns people; never edited. */
export function AuditPage() {
  const t = useTranslations('audit');
  const address = useAddress();
  const filter = Object.fromEntries(filters.map((name) => [name, address.get(name) ?? ''])) as Filter;
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
  const events = usePages(auditEventSchema, ['audit'], '/audit', { query: given });
  const columns = useColumns();
  const clear = (
    <Button variant="default" onClick={() => address.set({ by: null, action: null, subject: null }, 'push')}>
      {t('clear')}
    </Button>
  );
  return (
    <Stack gap="lg">
      <PageHead title={t('title')} sentence={events.data && t('sentence', { total: events.data.total })} />
      <FilterForm key={JSON.stringify(filter)} filter={filter} />
      <Loaded query={events} shape={<TableSkeleton />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyNotice what={t('empty')} action={clear} />
          ) : (
            <>
              <DataTable rows={rows} columns={columns} rowKey={({ seq }) => String(seq)} name="audit" />
              <MoreButton pages={events} />
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}

function FilterForm({ filter }: { filter: Filter }) {
  const t = useTranslations('audit');
  const address = useAddress();
  const [given, setGiven] = useState(filter);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const values = filters.map((name) => [name, given[name].trim() || null]);
    address.set(Object.fromEntries(values) as Record<string, string | null>, 'push');
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end">
        {filters.map((name) => (
          <TextInput
            key={name}
            label={t(`columns.${name}`)}
            placeholder={t(`examples.${name}`)}
            value={given[name]}
            onChange={({ currentTarget: { value } }) => setGiven((before) => ({ ...before, [name]: value }))}
          />
        ))}
        <Button type="submit" variant="default">
          {t('show')}
        </Button>
      </Group>
    </form>
  );
}

function useColumns(): Column<AuditEvent>[] {
  const t = useTranslations('audit.columns');
  const format = useFormats();
  return [
    {
      key: 'at',
      title: t('at'),
      value: ({ at }) => at,
      cell: ({ at }) => <Text size="sm">{format.dateTime(at)}</Text>,
    },
    { key: 'by', title: t('by'), value: ({ by }) => by },
    { key: 'action', title: t('action'), value: ({ action }) => action },
    { key: 'subject', title: t('subject'), value: ({ subject }) => subject },
    {
      key: 'details',
      title: t('details'),
      value: ({ details }) => JSON.stringify(details),
      cell: ({ details }) =>
        Object.keys(details).length > 0 && (
          <Code style={{ wordBreak: 'break-word' }}>{JSON.stringify(details)}</Code>
        ),
    },
  ];
}
