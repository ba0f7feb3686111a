'use client';
import type { ComparedFigure, ComparedRun, RunComparison } from '@millwright/contracts';
import { ActionIcon, Card, Group, MultiSelect, Stack, Text, Title } from '@mantine/core';
import { IconPin, IconPinFilled } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { VirtualTable, type VirtualColumn } from '../../../components/virtual-table.tsx';
import { useFigureName } from '../../../words/use-figure-name.ts';
import { figureText, signed } from '../comparison.ts';
import { RunCell } from './run-cell.tsx';

interface Props {
  readonly comparison: RunComparison;
  /** Names of the figures that have a column. */
  readonly shown: readonly string[];
  choose(names: string[]): void;
  pin(run: string | null): void;
}

/** The figures of each run, with difference and ratio to the pinned one. */
export function FigureTable({ comparison, shown, choose, pin }: Props) {
  const t = useTranslations('compare');
  const nameOf = useFigureName();
  const { runs, figures, baseline } = comparison;
  const numbers = useMemo(() => new Map(runs.map(({ id }, at) => [id, at + 1])), [runs]);
  const columns: VirtualColumn<ComparedRun>[] = [
    {
      key: 'pin',
      title: t('baseline'),
      cell: ({ id }) => {
        const isPinned = id === baseline;
        return (
          <ActionIcon
            variant={isPinned ? 'filled' : 'subtle'}
            color={isPinned ? undefined : 'gray'}
            aria-pressed={isPinned}
            aria-label={t(isPinned ? 'unpin' : 'pin', { number: numbers.get(id) ?? 0 })}
            onClick={() => pin(isPinned ? null : id)}
          >
            {isPinned ? <IconPinFilled size={16} /> : <IconPin size={16} />}
          </ActionIcon>
        );
      },
    },
    { key: 'run', title: t('run'), cell: (run) => <RunCell run={run} number={numbers.get(run.id) ?? 0} /> },
    ...shown.map((name): VirtualColumn<ComparedRun> => ({
      key: `figure ${name}`,
      title: nameOf(name),
      numeric: true,
      cell: (run) => <FigureCell figure={run.figures[name]} isBaseline={run.id === baseline} />,
    })),
  ];
  return (
    <Card withBorder>
      <Stack gap="xs">
        <Group justify="space-between" align="flex-end">
          <Title order={2}>{t('figures')}</Title>
          <MultiSelect
            aria-label={t('chooseFigures')}
            placeholder={t('chooseFigures')}
            w={{ base: '100%', sm: 420 }}
            searchable
            limit={50}
            value={[...shown]}
            onChange={choose}
            data={figures.map(({ name }) => ({ value: name, label: nameOf(name) }))}
          />
        </Group>
        <VirtualTable
          rows={runs}
          columns={columns}
          rowKey={({ id }) => id}
          label={t('figures')}
          isMarked={({ id }) => id === baseline}
        />
      </Stack>
    </Card>
  );
}

function FigureCell({ figure, isBaseline }: { figure?: ComparedFigure; isBaseline: boolean }) {
  if (figure === undefined) return <Text c="dimmed">–</Text>;
  const { value, difference, ratio } = figure;
  const beside = [
    ...(difference === null ? [] : [signed(difference)]),
    ...(ratio === null ? [] : [`× ${figureText(Number(ratio.toPrecision(4)))}`]),
  ];
  return (
    <div>
      {figureText(value)}
      {!isBaseline && beside.length > 0 && (
        <Text size="xs" c="dimmed">
          {beside.join(' · ')}
        </Text>
      )}
    </div>
  );
}
