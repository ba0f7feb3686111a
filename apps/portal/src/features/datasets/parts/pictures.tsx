'use client';
import { findingKinds, parts, type DatasetVersionView } from '@millwright/contracts';
import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo } from 'react';
import { Loaded } from '../../../components/loaded.tsx';
import { PictureGrid } from '../../../components/picture-grid.tsx';
import { GridSkeleton } from '../../../components/skeletons.tsx';
import { useAddress } from '../../../use-address.ts';
import { useFormats } from '../../../words/use-formats.ts';
import { pictureAddress } from '../picture-address.ts';
import { useItems } from '../queries.ts';
import { filterOf } from './item-filter.ts';

/** The wall of pictures, filtered by class, part or finding. */
export function Pictures({ view }: { view: DatasetVersionView }) {
  const t = useTranslations('dataset');
  const words = useTranslations('parts');
  const format = useFormats();
  const address = useAddress();
  const items = useItems(view.dataset, view.version, filterOf(address));
  const pictures = useMemo(
    () =>
      (items.data?.rows ?? []).map((item) => ({
        key: item.index,
        src: pictureAddress({ dataset: view.dataset, version: view.version, item }, 160),
        name: item.path,
        caption: item.part === null ? item.label : `${item.label} · ${words(item.part)}`,
      })),
    [items.data, view.dataset, view.version, words],
  );
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = items;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <Stack gap="sm">
      <Filters view={view} />
      <Loaded query={items} shape={<GridSkeleton />}>
        {({ total }) => (
          <>
            <Text size="sm" c="dimmed" aria-live="polite">
              {t('pictures.count', { count: format.count(total) })}
            </Text>
            <PictureGrid
              pictures={pictures}
              label={t('figures.pictures')}
              onOpen={(item) => address.set({ item }, 'push')}
              onEnd={more}
            />
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function Filters({ view }: { view: DatasetVersionView }) {
  const t = useTranslations('dataset.pictures');
  const words = useTranslations('parts');
  const kinds = useTranslations('findings.kinds');
  const address = useAddress();
  const labels = view.profile?.classes.map(({ label }) => label) ?? [];
  const found = findingKinds.filter((kind) => view.findings.some((finding) => finding.kind === kind));
  const chosen = ['label', 'part', 'finding'].some((name) => address.get(name) !== null);
  const filter = (name: 'label' | 'part' | 'finding', data: { value: string; label: string }[]) => (
    <Select
      label={t(name)}
      placeholder={t('all')}
      data={data}
      value={address.get(name)}
      onChange={(value) => address.set({ [name]: value })}
      searchable={data.length > 8}
      clearable
      w={210}
    />
  );
  return (
    <Group align="flex-end">
      {filter(
        'label',
        labels.map((label) => ({ value: label, label })),
      )}
      {filter('part', [
        ...parts.map((part) => ({ value: part, label: words(part) })),
        { value: 'none', label: words('unassigned') },
      ])}
      {found.length > 0 &&
        filter(
          'finding',
          found.map((kind) => ({ value: kind, label: kinds(kind) })),
        )}
      {chosen && (
        <Button variant="subtle" onClick={() => address.set({ label: null, part: null, finding: null })}>
          {t('showAll')}
        </Button>
      )}
    </Group>
  );
}
