'use client';
import type { ModelVersionView } from '@millwright/contracts';
import { Anchor, Card, Code, Group, Table, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Link } from '../../../i18n/navigation.ts';
import { useFormats } from '../../../words/use-formats.ts';

/** Where a version comes from: data, run, seed, engine, code and its files. */
export function Lineage({ view }: { view: ModelVersionView }) {
  const t = useTranslations('model.lineage');
  const format = useFormats();
  const facts = useFacts(view);
  const place = `/api/v1/models/${encodeURIComponent(view.name)}/versions/${view.version}`;
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t('title')}</Title>
        <Anchor href={`${place}/exports/onnx`} download>
          {t('export')}
        </Anchor>
      </Group>
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {facts.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Td>{name}</Table.Td>
              <Table.Td ta="end">{value}</Table.Td>
            </Table.Tr>
          ))}
          {view.files.map(({ path, bytes, hash }) => (
            <Table.Tr key={path}>
              <Table.Td>
                <Anchor href={`${place}/files/${path}`} download>
                  {path}
                </Anchor>{' '}
                <Text span size="xs" c="dimmed">
                  {format.bytes(bytes)}
                </Text>
              </Table.Td>
              <Table.Td ta="end">
                <Code title={hash}>{hash.slice(0, 16)}</Code>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}

/** What a version was made from, by name. */
function useFacts(view: ModelVersionView): [string, ReactNode][] {
  const t = useTranslations('model.lineage');
  const format = useFormats();
  const data = `${view.dataset} v${view.datasetVersion}`;
  return [
    [
      t('data'),
      view.datasetDeleted ? (
        data
      ) : (
        <Anchor
          component={Link}
          href={`/datasets/${encodeURIComponent(view.dataset)}?version=${view.datasetVersion}`}
        >
          {data}
        </Anchor>
      ),
    ],
    [t('dataHash'), <Code key="hash">{view.datasetHash.slice(0, 16)}</Code>],
    [
      t('run'),
      <Anchor key="run" component={Link} href={`/runs/${view.run}`}>
        {view.run.slice(0, 8)}
      </Anchor>,
    ],
    [t('seed'), view.seed],
    [t('engine'), view.engine],
    [t('code'), view.codeVersion],
    [t('seconds'), format.seconds(view.seconds)],
    [t('created'), format.dateTime(view.createdAt)],
  ];
}
