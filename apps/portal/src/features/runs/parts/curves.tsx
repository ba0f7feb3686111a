'use client';
import { isOver, type RunDetail } from '@millwright/contracts';
import { Card, SimpleGrid, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { ChartPanel } from '../../../components/chart/chart-panel.tsx';
import { useFigureName } from '../../../words/use-figure-name.ts';
import { curveGroups, curvesOf } from './curves-of.ts';

/** Loss and figures per step, as they come in. */
export function Curves({ run }: { run: RunDetail }) {
  const t = useTranslations('run.curves');
  const nameOf = useFigureName();
  const groups = useMemo(() => curvesOf(run.points, nameOf), [run.points, nameOf]);
  const shown = curveGroups.filter((group) => groups[group].length > 0);
  if (shown.length === 0)
    return isOver(run.state) ? null : (
      <Card withBorder>
        <Text c="dimmed">{t('soon')}</Text>
      </Card>
    );
  return (
    <SimpleGrid cols={{ base: 1, lg: shown.length }}>
      {shown.map((group) => (
        <ChartPanel
          key={group}
          title={t(`${group}.title`)}
          xName={t('step')}
          yName={t(`${group}.axis`)}
          curves={groups[group]}
          file={`${run.registerAs}-${group}`}
        />
      ))}
    </SimpleGrid>
  );
}
