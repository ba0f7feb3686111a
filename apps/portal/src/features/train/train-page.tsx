'use client';
import type { DatasetView, ModelDefinitionView } from '@millwright/contracts';
import { Button, Card, Group, Stack } from '@mantine/core';
import { IconPlayerPlay, IconUpload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { ApiFailure } from '../../api-client.ts';
import { Loaded } from '../../components/loaded.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { FiguresSkeleton, TableSkeleton } from '../../components/skeletons.tsx';
import { EmptyNotice, ErrorNotice } from '../../components/states.tsx';
import { Link, useRouter } from '../../i18n/navigation.ts';
import { DemonstrationHint } from '../datasets/parts/demonstration-hint.tsx';
import { useDatasets } from '../datasets/queries.ts';
import { DataChoice } from './parts/data-choice.tsx';
import { ModelChoice } from './parts/model-choice.tsx';
import { RunOptions } from './parts/run-options.tsx';
import { SettingsForm } from './parts/settings-form.tsx';
import { useModelDefinitions, useStartRun } from './queries.ts';
import { errorsByField, requestOf, withSetting } from './train-form.ts';
import { useTrainForm } from './use-train-form.ts';

export function TrainPage() {
  const t = useTranslations('train');
  const definitions = useModelDefinitions();
  const datasets = useDatasets();
  const importing = (
    <Button component={Link} href="/import" leftSection={<IconUpload size={16} />}>
      {t('import')}
    </Button>
  );
  return (
    <Stack gap="lg" maw="64rem">
      <PageHead title={t('title')} sentence={t('sentence')} />
      <Loaded query={definitions} shape={<FiguresSkeleton count={2} />}>
        {(models) => (
          <Loaded query={datasets} shape={<TableSkeleton />}>
            {({ rows }) =>
              rows.length === 0 ? (
                <EmptyNotice what={t('noData')} action={importing} example={<DemonstrationHint />} />
              ) : (
                <TrainForm models={models} datasets={rows} />
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Stack>
  );
}

interface Props {
  readonly models: readonly ModelDefinitionView[];
  readonly datasets: readonly DatasetView[];
}

function TrainForm({ models, datasets }: Props) {
  const t = useTranslations('train');
  const router = useRouter();
  const { form, change } = useTrainForm(models, datasets);
  const start = useStartRun();
  const model = models.find(({ id }) => id === form.model) ?? models[0];
  const refusal = start.error instanceof ApiFailure ? start.error.problem : null;
  const errors = errorsByField(refusal);
  const request = requestOf(form, model);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (request) start.mutate(request, { onSuccess: ({ id }) => router.push(`/runs/${id}`) });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <ModelChoice models={models} chosen={model.id} onChoose={(id) => change({ ...form, model: id })} />
        <Card withBorder>
          <Stack>
            <DataChoice datasets={datasets} form={form} change={change} />
            <RunOptions form={form} errors={errors} change={change} />
          </Stack>
        </Card>
        <SettingsForm
          key={model.id}
          definition={model}
          form={form}
          errors={errors}
          onChange={(key, value) => change(withSetting(form, model, key, value))}
          onReset={() => change({ ...form, changed: { ...form.changed, [model.id]: {} } })}
        />
        {start.isError && <ErrorNotice error={start.error} />}
        <Group>
          <Button
            type="submit"
            size="md"
            leftSection={<IconPlayerPlay size={18} />}
            loading={start.isPending}
            disabled={request === null}
          >
            {t('start')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
