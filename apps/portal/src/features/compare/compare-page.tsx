'use client';
import type { RunComparison } from '@millwright/contracts';
import { Alert, Button, Select, Stack } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { ChartPanel } from '../../components/chart/chart-panel.tsx';
import { saveFile, toCsv } from '../../components/csv.ts';
import { Loaded } from '../../components/loaded.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PageSkeleton } from '../../components/skeletons.tsx';
import { EmptyNotice } from '../../components/states.tsx';
import { Link } from '../../i18n/navigation.ts';
import { useAddress } from '../../use-address.ts';
import { useFigureName } from '../../words/use-figure-name.ts';
import { askedIn, comparedCurves, csvOf, paramNames } from './comparison.ts';
import { FigureTable } from './parts/figure-table.tsx';
import { ParamTable } from './parts/param-table.tsx';
import { useComparison } from './queries.ts';

/** Runs side by side; runs, baseline and metric are in the address. */
export function ComparePage() {
  const t = useTranslations('compare');
  const address = useAddress();
  const asked = askedIn(address);
  const baseline = address.get('baseline') ?? undefined;
  const metric = address.get('metric') ?? undefined;
  const comparison = useComparison(asked && { ...asked, baseline, metric });
  const toRuns = (
    <Button component={Link} href="/runs">
      {t('toRuns')}
    </Button>
  );
  if (asked === null)
    return (
      <Stack gap="lg">
        <PageHead title={t('title')} />
        <EmptyNotice what={t('empty')} action={toRuns} example={t('example')} />
      </Stack>
    );
  return (
    <Loaded query={comparison} shape={<PageSkeleton />}>
      {(found) =>
        found.runs.length === 0 ? (
          <Stack gap="lg">
            <PageHead title={t('title')} />
            <EmptyNotice what={t('nothing')} action={toRuns} />
          </Stack>
        ) : (
          <Comparison comparison={found} />
        )
      }
    </Loaded>
  );
}

const commonest = 8;

function Comparison({ comparison }: { comparison: RunComparison }) {
  const t = useTranslations('compare');
  const address = useAddress();
  const onlyDifferent = address.get('all') === null;
  const params = useMemo(() => paramNames(comparison, onlyDifferent), [comparison, onlyDifferent]);
  const [chosen, choose] = useState<string[] | null>(null);
  const figures = chosen ?? comparison.figures.slice(0, commonest).map(({ name }) => name);
  const pin = (run: string | null) => address.set({ baseline: run });
  const save = () => {
    const words = { run: t('run'), name: t('name'), difference: t('difference'), ratio: t('ratio') };
    const { head, rows } = csvOf(comparison, params, figures, words);
    saveFile('runs.csv', toCsv(head, rows));
  };
  const { runs, missing, baseline } = comparison;
  const pinned = runs.find(({ id }) => id === baseline);
  return (
    <Stack gap="lg">
      <PageHead
        title={t('title')}
        sentence={
          pinned
            ? t('sentenceBaseline', { count: runs.length, baseline: runs.indexOf(pinned) + 1 })
            : t('sentence', { count: runs.length })
        }
        action={
          <Button variant="default" leftSection={<IconFileTypeCsv size={16} />} onClick={save}>
            CSV
          </Button>
        }
      />
      {missing.length > 0 && <Alert color="yellow">{t('missing', { count: missing.length })}</Alert>}
      <FigureTable comparison={comparison} shown={figures} choose={choose} pin={pin} />
      <ParamTable
        runs={runs}
        names={params}
        onlyDifferent={onlyDifferent}
        setOnlyDifferent={(only) => address.set({ all: only ? null : 1 })}
      />
      <Curves comparison={comparison} />
    </Stack>
  );
}

function Curves({ comparison }: { comparison: RunComparison }) {
  const t = useTranslations('compare.curves');
  const nameOf = useFigureName();
  const address = useAddress();
  const { metric, metrics } = comparison;
  const curves = useMemo(() => comparedCurves(comparison), [comparison]);
  if (metric === null) return <Alert color="gray">{t('none')}</Alert>;
  return (
    <Stack gap="xs">
      <Select
        label={t('metric')}
        w={320}
        searchable
        allowDeselect={false}
        value={metric}
        onChange={(next) => address.set({ metric: next })}
        data={metrics.map(({ name, runs }) => ({
          value: name,
          label: t('option', { name: nameOf(name), count: runs }),
        }))}
      />
      <ChartPanel
        title={t('title', { name: nameOf(metric), count: curves.length })}
        xName={t('step')}
        yName={nameOf(metric)}
        curves={curves}
        file={`runs-${metric}`}
      />
    </Stack>
  );
}
