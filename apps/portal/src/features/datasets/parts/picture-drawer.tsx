'use client';
import type { DatasetItem, DatasetVersionView } from '@millwright/contracts';
import { Anchor, Button, Drawer, Group, Stack, Table, Text } from '@mantine/core';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { LargePicture } from '../../../components/large-picture.tsx';
import { useAddress } from '../../../use-address.ts';
import { useFormats } from '../../../words/use-formats.ts';
import { pictureAddress } from '../picture-address.ts';
import { useItems } from '../queries.ts';
import { filterOf } from './item-filter.ts';
import { useMakeVersion } from './use-make-version.ts';

/** One picture large, beside the wall it came from; its index is part of the address. */
export function PictureDrawer({ view }: { view: DatasetVersionView }) {
  const t = useTranslations('dataset.picture');
  const address = useAddress();
  const index = address.number('item');
  const items = useItems(view.dataset, view.version, filterOf(address));
  const rows = items.data?.rows ?? [];
  const at = rows.findIndex((item) => item.index === index);
  const item = rows[at];
  const place = { dataset: view.dataset, version: view.version, item: item ?? { index: index ?? 0 } };
  const close = () => address.set({ item: null });
  const go = (to: DatasetItem | undefined) => to && address.set({ item: to.index });
  return (
    <Drawer
      opened={index !== null}
      onClose={close}
      position="right"
      size="lg"
      title={item?.path ?? t('title', { index: index ?? 0 })}
      closeButtonProps={{ 'aria-label': t('close') }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') go(rows[at + 1]);
        if (event.key === 'ArrowLeft' && at > 0) go(rows[at - 1]);
      }}
    >
      {index !== null && (
        <Stack>
          <LargePicture src={pictureAddress(place, 1024)} alt={item?.path ?? ''} />
          <Group justify="space-between">
            <Button
              variant="default"
              leftSection={<IconArrowLeft size={16} />}
              disabled={at <= 0}
              onClick={() => go(rows[at - 1])}
            >
              {t('previous')}
            </Button>
            <Button
              variant="default"
              rightSection={<IconArrowRight size={16} />}
              disabled={at < 0 || at >= rows.length - 1}
              onClick={() => go(rows[at + 1])}
            >
              {t('next')}
            </Button>
          </Group>
          {item && <Facts item={item} />}
          <Group justify="space-between">
            <Anchor href={pictureAddress(place)} download size="sm">
              {t('original')}
            </Anchor>
            <LeaveOne view={view} index={index} onDone={close} />
          </Group>
        </Stack>
      )}
    </Drawer>
  );
}

function Facts({ item }: { item: DatasetItem }) {
  const t = useTranslations('dataset.picture');
  const words = useTranslations('parts');
  const format = useFormats();
  const facts = [
    [t('label'), item.label],
    [t('part'), words(item.part ?? 'unassigned')],
    [t('size'), `${item.width} × ${item.height} px · ${t(item.channels === 1 ? 'grey' : 'colour')}`],
    [t('bytes'), format.bytes(item.bytes)],
    [t('hash'), item.hash.slice(0, 16)],
  ];
  return (
    <Table variant="vertical" layout="fixed">
      <Table.Tbody>
        {facts.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th w={140}>{name}</Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function LeaveOne({ view, index, onDone }: { view: DatasetVersionView; index: number; onDone(): void }) {
  const t = useTranslations('dataset.leaveOut');
  const make = useMakeVersion(view);
  if (view.state !== 'ready') return null;
  return (
    <ConfirmButton
      label={t('one')}
      title={t('title')}
      confirmLabel={t('confirm')}
      onConfirm={async () => {
        await make([], [index]);
        onDone();
      }}
    >
      <Text>{t('explain', { count: 1, version: view.version, rows: view.rows })}</Text>
    </ConfirmButton>
  );
}
