'use client';
import type { ModelVersionView, ModelView } from '@millwright/contracts';
import { Alert, Button, Group, Select, SimpleGrid, Stack } from '@mantine/core';
import { IconInfoCircle, IconZoomScan } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { AliasBadge } from '../../components/alias-badge.tsx';
import { LastLine } from '../../components/last-line.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PageSkeleton } from '../../components/skeletons.tsx';
import { Link } from '../../i18n/navigation.ts';
import { useAddress } from '../../use-address.ts';
import { useOnce } from '../../use-once.ts';
import { useFormats } from '../../words/use-formats.ts';
import { SettingsTable } from '../runs/parts/settings-table.tsx';
import { TagsCard } from '../tags/tags-card.tsx';
import { AliasHistory } from './parts/alias-history.tsx';
import { Approval } from './parts/approval.tsx';
import { ClassTable } from './parts/class-table.tsx';
import { ConfusionMatrix } from './parts/confusion-matrix.tsx';
import { DeleteModel } from './parts/delete-model.tsx';
import { Lineage } from './parts/lineage.tsx';
import { ModelFigures } from './parts/model-figures.tsx';
import { Promote } from './parts/promote.tsx';
import { useModel, useModelVersion } from './queries.ts';

const CaseDrawer = dynamic(() => import('./parts/case-drawer.tsx').then((module) => module.CaseDrawer), {
  ssr: false,
});

export function ModelPage({ name }: { name: string }) {
  const address = useAddress();
  const model = useModel(name);
  const champion = model.data?.aliases.find(({ alias }) => alias === 'champion')?.version;
  const number = address.number('version') ?? champion ?? model.data?.latest.version ?? null;
  const version = useModelVersion(name, number);
  return (
    <Loaded query={model} shape={<PageSkeleton />}>
      {(found) => (
        <Loaded query={version} shape={<PageSkeleton />}>
          {(view) => <Version model={found} view={view} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Version({ model, view }: { model: ModelView; view: ModelVersionView }) {
  const t = useTranslations('model');
  const format = useFormats();
  const { report } = view;
  const address = useAddress();
  const drawer = useOnce(['actual', 'predicted', 'wrong'].some((name) => address.get(name) !== null));
  return (
    <Stack gap="lg">
      <PageHead
        title={
          <Group gap="sm">
            {model.name}
            {view.aliases.map((alias) => (
              <AliasBadge key={alias} alias={alias} />
            ))}
          </Group>
        }
        sentence={<Sentence view={view} />}
        action={<Actions model={model} view={view} />}
      />
      {view.datasetDeleted && (
        <Alert color="yellow" icon={<IconInfoCircle />}>
          {t('datasetDeleted', { dataset: `${view.dataset} v${view.datasetVersion}` })}
        </Alert>
      )}
      <Approval key={view.version} view={view} />
      <ModelFigures view={view} />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <ConfusionMatrix view={view} />
        <ClassTable view={view} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Lineage view={view} />
        <SettingsTable settings={view.settings} model={view.definition} />
      </SimpleGrid>
      <ModelTags view={view} />
      <AliasHistory name={model.name} />
      <LastLine
        parts={[
          `${view.name} v${view.version}`,
          `${view.dataset} v${view.datasetVersion}`,
          format.dateTime(view.createdAt),
          t('interval', { interval: format.percentInterval(report.accuracyInterval) }),
        ]}
      />
      {drawer && <CaseDrawer view={view} />}
    </Stack>
  );
}

function ModelTags({ view: { name, version } }: { view: ModelVersionView }) {
  const t = useTranslations('tags');
  const none = t('noneOfModel');
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }}>
      <TagsCard
        key={version}
        place={['models', name, 'versions', version]}
        title={t('ofVersion', { version })}
        none={none}
      />
      <TagsCard place={['models', name]} title={t('ofModel')} none={none} />
    </SimpleGrid>
  );
}

function Sentence({ view }: { view: ModelVersionView }) {
  const t = useTranslations('model');
  const { report } = view;
  const right = report.matrix.reduce((sum, row, at) => sum + row[at], 0);
  return t('sentence', { rows: report.rows, right, wrong: report.rows - right });
}

function Actions({ model, view }: { model: ModelView; view: ModelVersionView }) {
  const t = useTranslations('model');
  const address = useAddress();
  const standing = (version: number) => model.aliases.filter((move) => move.version === version);
  const names = useTranslations('aliases');
  return (
    <>
      <Select
        aria-label={t('version')}
        w={240}
        allowDeselect={false}
        value={String(view.version)}
        onChange={(version) =>
          address.set({ version, actual: null, predicted: null, wrong: null, item: null })
        }
        data={[...model.versions]
          .sort((a, b) => b - a)
          .map((version) => ({
            value: String(version),
            label: [
              t('versionNumber', { version }),
              ...standing(version).map(({ alias }) => names(alias)),
            ].join(' · '),
          }))}
      />
      <DeleteModel model={model} />
      <Button
        component={Link}
        variant="default"
        href={`/inspect?model=${encodeURIComponent(`${model.name}@${view.version}`)}`}
        leftSection={<IconZoomScan size={16} />}
      >
        {t('try')}
      </Button>
      <Promote model={model} view={view} />
    </>
  );
}
