'use client';
import { isOver, type DatasetView, type ModelView, type RunView } from '@millwright/contracts';
import { Button, Stack } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Figures } from '../../components/figures.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { FiguresSkeleton } from '../../components/skeletons.tsx';
import { EmptyNotice } from '../../components/states.tsx';
import { Link } from '../../i18n/navigation.ts';
import { useFormats } from '../../words/use-formats.ts';
import { DemonstrationHint } from '../datasets/parts/demonstration-hint.tsx';
import { useDatasets } from '../datasets/queries.ts';
import { useAnswers } from '../inspect/queries.ts';
import { useModels } from '../models/queries.ts';
import { useRuns } from '../runs/queries.ts';
import { RecentAnswers } from './parts/recent-answers.tsx';
import { Todo } from './parts/todo.tsx';
import { todoOf } from './todo-of.ts';

export function HomePage() {
  const t = useTranslations('home');
  const datasets = useDatasets();
  const runs = useRuns();
  const models = useModels();
  const answers = useAnswers(8);
  const todo =
    datasets.data && runs.data && models.data
      ? todoOf(datasets.data.rows, runs.data.rows, models.data.rows)
      : null;
  const importing = (
    <Button component={Link} href="/import" leftSection={<IconUpload size={16} />}>
      {t('import')}
    </Button>
  );
  return (
    <Stack gap="lg">
      <PageHead
        title={t('title')}
        sentence={todo && t('sentence', { count: todo.length })}
        action={importing}
      />
      <Loaded query={datasets} shape={<FiguresSkeleton />}>
        {(sets) => (
          <Loaded query={runs} shape={<FiguresSkeleton />}>
            {(training) => (
              <Loaded query={models} shape={<FiguresSkeleton />}>
                {(trained) => (
                  <>
                    {sets.rows.length === 0 && (
                      <EmptyNotice what={t('empty')} action={importing} example={<DemonstrationHint />} />
                    )}
                    <Numbers
                      datasets={sets.rows}
                      runs={training.rows}
                      models={trained.rows}
                      answers={answers.data?.total ?? 0}
                    />
                  </>
                )}
              </Loaded>
            )}
          </Loaded>
        )}
      </Loaded>
      {todo && <Todo items={todo} />}
      <RecentAnswers answers={answers} />
    </Stack>
  );
}

interface NumbersProps {
  readonly datasets: readonly DatasetView[];
  readonly runs: readonly RunView[];
  readonly models: readonly ModelView[];
  readonly answers: number;
}

function Numbers({ datasets, runs, models, answers }: NumbersProps) {
  const t = useTranslations('home.figures');
  const format = useFormats();
  const pictures = datasets.reduce((sum, { latest }) => sum + latest.rows, 0);
  const champions = models.filter(({ aliases }) => aliases.some(({ alias }) => alias === 'champion')).length;
  return (
    <Figures
      figures={[
        { label: t('datasets'), value: format.count(datasets.length), href: '/datasets' },
        { label: t('pictures'), value: format.count(pictures), href: '/datasets' },
        {
          label: t('running'),
          value: format.count(runs.filter(({ state }) => !isOver(state)).length),
          href: '/runs',
        },
        {
          label: t('models'),
          value: format.count(models.length),
          note: t('champions', { count: champions }),
          href: '/models',
        },
        { label: t('answers'), value: format.count(answers), href: '/inspect' },
      ]}
    />
  );
}
