'use client';
import type { DatasetVersionView, FindingKind } from '@millwright/contracts';
import { Button, Group, Paper, Stack, Text, UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Loaded } from '../../../components/loaded.tsx';
import { GridSkeleton } from '../../../components/skeletons.tsx';
import { Thumbnail } from '../../../components/thumbnail.tsx';
import { useAddress } from '../../../use-address.ts';
import { pictureAddress } from '../picture-address.ts';
import { useFindings } from '../queries.ts';

const atATime = 24;

/** The pictures of a finding, those that belong together side by side. */
export function FindingPictures({ view, kind }: { view: DatasetVersionView; kind: FindingKind }) {
  const t = useTranslations('findings');
  const findings = useFindings(view.dataset, view.version, true);
  const [shown, setShown] = useState(atATime);
  return (
    <Loaded query={findings} shape={<GridSkeleton />}>
      {(all) => {
        const groups = all.find((finding) => finding.kind === kind)?.groups ?? [];
        if (groups.length === 0)
          return (
            <Text size="sm" c="dimmed" mt="sm">
              {t('noPictures')}
            </Text>
          );
        return (
          <Stack gap="sm" mt="sm" align="flex-start">
            <Group gap="sm" align="stretch">
              {groups.slice(0, shown).map((group) => (
                <PictureGroup key={group.join()} view={view} group={group} />
              ))}
            </Group>
            {groups.length > shown && (
              <Button variant="default" size="xs" onClick={() => setShown(shown + atATime)}>
                {t('moreGroups', { count: groups.length - shown })}
              </Button>
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
}

function PictureGroup({ view, group }: { view: DatasetVersionView; group: readonly number[] }) {
  const t = useTranslations('findings');
  const address = useAddress();
  return (
    <Paper withBorder={group.length > 1} p={group.length > 1 ? 6 : 0}>
      <Group gap={6}>
        {group.slice(0, 12).map((index) => (
          <UnstyledButton
            key={index}
            aria-label={t('open', { index })}
            onClick={() => address.set({ item: index }, 'push')}
          >
            <Thumbnail
              src={pictureAddress({ dataset: view.dataset, version: view.version, item: { index } }, 160)}
              alt=""
              size={92}
            />
          </UnstyledButton>
        ))}
        {group.length > 12 && <Text size="sm">{t('andMore', { count: group.length - 12 })}</Text>}
      </Group>
    </Paper>
  );
}
