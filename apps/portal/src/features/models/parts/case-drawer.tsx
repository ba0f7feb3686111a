'use client';
import type { CaseView, ModelVersionView } from '@millwright/contracts';
import { Anchor, Box, Drawer, Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useState } from 'react';
import { LastLine } from '../../../components/last-line.tsx';
import { HeatPicture } from '../../../components/heat/heat-picture.tsx';
import { OpacitySlider } from '../../../components/heat/opacity-slider.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { PictureGrid } from '../../../components/picture-grid.tsx';
import { Scores } from '../../../components/scores.tsx';
import { GridSkeleton } from '../../../components/skeletons.tsx';
import { useAddress } from '../../../use-address.ts';
import { useFormats } from '../../../words/use-formats.ts';
import { pictureAddress } from '../../datasets/picture-address.ts';
import { useCaseExplanation, useCases } from '../queries.ts';

/** The pictures behind one number of the confusion matrix; which one is part of the address. */
export function CaseDrawer({ view }: { view: ModelVersionView }) {
  const t = useTranslations('model.cases');
  const address = useAddress();
  const [actual, predicted, wrong] = [address.get('actual'), address.get('predicted'), address.get('wrong')];
  const opened = actual !== null || predicted !== null || wrong !== null;
  const cases = useCases(view.name, view.version, { actual, predicted, wrong }, opened);
  const index = address.number('item');
  const chosen = cases.data?.rows.find(({ item }) => item.index === index);
  const title =
    wrong !== null ? t('wrongTitle') : t('title', { actual: actual ?? '–', predicted: predicted ?? '–' });
  return (
    <Drawer
      opened={opened}
      onClose={() => address.set({ actual: null, predicted: null, wrong: null, item: null })}
      position="right"
      size="xl"
      title={title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Loaded query={cases} shape={<GridSkeleton />}>
        {() => (
          <Stack>
            {chosen && <Case view={view} shown={chosen} />}
            <Wall view={view} cases={cases} />
          </Stack>
        )}
      </Loaded>
    </Drawer>
  );
}

function Wall({ view, cases }: { view: ModelVersionView; cases: ReturnType<typeof useCases> }) {
  const t = useTranslations('model.cases');
  const format = useFormats();
  const address = useAddress();
  const pictures = useMemo(
    () =>
      (cases.data?.rows ?? []).map(({ item, actual, predicted, confidence }) => ({
        key: item.index,
        src: pictureAddress({ dataset: view.dataset, version: view.datasetVersion, item }, 160),
        name: item.path,
        caption: `${actual === predicted ? actual : `${actual} → ${predicted}`} · ${format.percent(confidence)}`,
      })),
    [cases.data, view.dataset, view.datasetVersion, format],
  );
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = cases;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (pictures.length === 0) return <Text c="dimmed">{t('none')}</Text>;
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('count', { count: cases.data?.total ?? 0 })}
      </Text>
      <PictureGrid
        pictures={pictures}
        label={t('list')}
        onOpen={(item) => address.set({ item })}
        onEnd={more}
        height={420}
      />
    </>
  );
}

function Case({ view, shown }: { view: ModelVersionView; shown: CaseView }) {
  const t = useTranslations('model.cases');
  const { item, actual, predicted, confidence } = shown;
  const format = useFormats();
  return (
    <Stack gap="sm">
      {view.datasetDeleted ? (
        <Text c="dimmed">{t('pictureGone')}</Text>
      ) : (
        <CasePicture view={view} shown={shown} />
      )}
      <Text>{t('verdict', { actual, predicted, sure: format.percent(confidence) })}</Text>
      <Scores scores={shown.scores} chosen={predicted} />
      <LastLine
        parts={[
          `${view.name} v${view.version}`,
          `${view.dataset} v${view.datasetVersion}`,
          format.dateTime(view.createdAt),
          item.path,
        ]}
      />
    </Stack>
  );
}

function CasePicture({ view, shown: { item, predicted } }: { view: ModelVersionView; shown: CaseView }) {
  const t = useTranslations('model.cases');
  const heat = useTranslations('heat');
  const [opacity, setOpacity] = useState(45);
  const explanation = useCaseExplanation(view.name, view.version, item.index);
  const place = { dataset: view.dataset, version: view.datasetVersion, item };
  return (
    <>
      <Box bg="var(--mantine-color-default-hover)">
        <HeatPicture
          source={pictureAddress(place, 1024)}
          map={explanation.data ?? null}
          opacity={opacity / 100}
          alt={item.path}
          size={800}
        />
      </Box>
      <Group justify="space-between">
        <OpacitySlider value={opacity} onChange={setOpacity} />
        <Anchor href={pictureAddress(place)} download size="sm">
          {t('original')}
        </Anchor>
      </Group>
      {explanation.data && (
        <Text size="sm" c="dimmed">
          {heat('explain', { label: explanation.data.label || predicted })}
        </Text>
      )}
    </>
  );
}
