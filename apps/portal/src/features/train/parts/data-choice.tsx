'use client';
import type { DatasetView } from '@millwright/contracts';
import { Group, Select, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormats } from '../../../words/use-formats.ts';
import type { TrainForm } from '../train-form.ts';

interface Props {
  readonly datasets: readonly DatasetView[];
  readonly form: TrainForm;
  change(form: TrainForm): void;
}

/** Which version of which dataset is learned from. */
export function DataChoice({ datasets, form, change }: Props) {
  const t = useTranslations('train');
  const format = useFormats();
  const set = datasets.find(({ name }) => name === form.dataset);
  const version = form.version ?? set?.latest.version;
  const attention = set?.latest.findings.filter(({ severity }) => severity !== 'info').length ?? 0;
  return (
    <div>
      <Group align="flex-end">
        <Select
          label={t('dataset')}
          data={datasets.map(({ name }) => name)}
          value={form.dataset}
          allowDeselect={false}
          searchable
          onChange={(dataset) => change({ ...form, dataset, version: null })}
          w={280}
        />
        <Select
          label={t('version')}
          data={[...(set?.versions ?? [])].sort((a, b) => b - a).map(String)}
          value={version === undefined ? null : String(version)}
          allowDeselect={false}
          onChange={(value) => change({ ...form, version: value === null ? null : Number(value) })}
          w={110}
        />
      </Group>
      {set && version === set.latest.version && (
        <Text size="sm" c="dimmed" mt={6}>
          {set.latest.state === 'ready'
            ? t('dataFacts', {
                pictures: format.count(set.latest.rows),
                classes: set.latest.profile?.classes.length ?? 0,
                findings: attention,
              })
            : t('notReady')}
        </Text>
      )}
    </div>
  );
}
