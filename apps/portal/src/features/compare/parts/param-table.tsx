'use client';
import type { ComparedRun } from '@millwright/contracts';
import { Card, Group, Stack, Switch, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { VirtualTable, type VirtualColumn } from '../../../components/virtual-table.tsx';
import { isFact, paramOf } from '../comparison.ts';
import { RunCell } from './run-cell.tsx';

interface Props {
  readonly runs: readonly ComparedRun[];
  readonly names: readonly string[];
  readonly onlyDifferent: boolean;
  setOnlyDifferent(only: boolean): void;
}

/** What each run was told; only what differs, unless all of it is asked for. */
export function ParamTable({ runs, names, onlyDifferent, setOnlyDifferent }: Props) {
  const t = useTranslations('compare');
  const facts = useTranslations('compare.facts');
  const numbers = useMemo(() => new Map(runs.map(({ id }, at) => [id, at + 1])), [runs]);
  const columns: VirtualColumn<ComparedRun>[] = [
    { key: 'run', title: t('run'), cell: (run) => <RunCell run={run} number={numbers.get(run.id) ?? 0} /> },
    ...names.map((name): VirtualColumn<ComparedRun> => ({
      key: `param ${name}`,
      title: isFact(name) ? facts(name) : name,
      cell: (run) => {
        const text = paramOf(run, name);
        return text === '' ? <Text c="dimmed">–</Text> : <span title={text}>{text}</span>;
      },
    })),
  ];
  return (
    <Card withBorder>
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2}>{t('params')}</Title>
          <Switch
            label={t('onlyDifferent')}
            checked={onlyDifferent}
            onChange={({ currentTarget }) => setOnlyDifferent(currentTarget.checked)}
          />
        </Group>
        {names.length === 0 ? (
          <Text c="dimmed">{t('same')}</Text>
        ) : (
          <VirtualTable rows={runs} columns={columns} rowKey={({ id }) => id} label={t('params')} />
        )}
      </Stack>
    </Card>
  );
}
