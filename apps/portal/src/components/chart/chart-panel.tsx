'use client';
import { ActionIcon, Card, Group, Menu, Skeleton, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { saveFile, toCsv } from '../csv.ts';
import { tableOf, type Curve } from './curve.ts';
import { CurveTable } from './curve-table.tsx';
import type { CurveDrawing } from './draw.ts';
import { useDrawing } from './use-drawing.ts';

interface Props {
  /** Says what is seen. */
  readonly title: string;
  readonly xName: string;
  readonly yName: string;
  readonly curves: readonly Curve[];
  /** Name of exported files, without ending. */
  readonly file: string;
}

const height = 280;

/** A chart that is loaded when it is seen; zoom with the wheel, values on hover, files and a table behind. */
export function ChartPanel({ title, xName, yName, curves, file }: Props) {
  const t = useTranslations('chart');
  const place = useRef<HTMLDivElement>(null);
  const { drawing, look, ready } = useDrawing(place, { curves, xName, yName });
  const [asTable, { toggle }] = useDisclosure(false);
  const savePicture = async (kind: Parameters<CurveDrawing['picture']>[0]) => {
    const blob = await drawing.current?.picture(kind, { curves, xName, yName, look });
    if (blob) saveFile(`${file}.${kind}`, blob);
  };
  const saveTable = () =>
    saveFile(
      `${file}.csv`,
      toCsv(
        [xName, ...curves.map(({ name }) => name)],
        tableOf(curves).map(({ x, values }) => [x, ...values]),
      ),
    );
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{title}</Title>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t('more')}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={toggle}>{t(asTable ? 'asChart' : 'asTable')}</Menu.Item>
            <Menu.Item onClick={() => void savePicture('png')}>PNG</Menu.Item>
            <Menu.Item onClick={() => void savePicture('svg')}>SVG</Menu.Item>
            <Menu.Item onClick={saveTable}>CSV</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      {asTable && <CurveTable xName={xName} curves={curves} height={height} />}
      <div style={{ display: asTable ? 'none' : undefined, position: 'relative', height }}>
        {!ready && <Skeleton height={height} />}
        <div ref={place} role="img" aria-label={title} style={{ position: 'absolute', inset: 0 }} />
      </div>
    </Card>
  );
}
