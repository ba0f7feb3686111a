'use client';
import type { ClassCount } from '@millwright/contracts';
import { Box, Card, Group, Table, Text, Title, Tooltip } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormats } from '../../../words/use-formats.ts';

/** The same part has the same colour on every page; brightness tells them apart without colour too. */
const partColours = {
  train: 'var(--mantine-color-steel-8)',
  validation: 'var(--mantine-color-steel-5)',
  test: 'var(--mantine-color-steel-2)',
  unassigned: 'var(--mantine-color-gray-5)',
} as const;
const partKeys = ['train', 'validation', 'test', 'unassigned'] as const;

/** How many pictures each class has, by part. */
export function ClassBalance({ classes }: { classes: readonly ClassCount[] }) {
  const t = useTranslations('dataset.balance');
  const parts = useTranslations('parts');
  const format = useFormats();
  const used = partKeys.filter((part) => classes.some((row) => row[part] > 0));
  const most = Math.max(1, ...classes.map(({ total }) => total));
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t('title')}</Title>
        <Group gap="md">
          {used.map((part) => (
            <Group key={part} gap={6}>
              <Box w={12} h={12} bg={partColours[part]} style={{ borderRadius: 2 }} />
              <Text size="sm">{parts(part)}</Text>
            </Group>
          ))}
        </Group>
      </Group>
      <Table.ScrollContainer minWidth={420}>
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('class')}</Table.Th>
              <Table.Th w="50%">{t('share')}</Table.Th>
              {used.map((part) => (
                <Table.Th key={part} ta="end">
                  {parts(part)}
                </Table.Th>
              ))}
              <Table.Th ta="end">{t('total')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {classes.map((row) => (
              <Table.Tr key={row.label}>
                <Table.Td>{row.label}</Table.Td>
                <Table.Td>
                  <Bar row={row} most={most} />
                </Table.Td>
                {used.map((part) => (
                  <Table.Td key={part} ta="end">
                    {format.count(row[part])}
                  </Table.Td>
                ))}
                <Table.Td ta="end">{format.count(row.total)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}

function Bar({ row, most }: { row: ClassCount; most: number }) {
  const parts = useTranslations('parts');
  const format = useFormats();
  return (
    <Group gap={2} wrap="nowrap" style={{ width: `${(row.total / most) * 100}%`, minWidth: 2 }}>
      {partKeys
        .filter((part) => row[part] > 0)
        .map((part) => (
          <Tooltip key={part} label={`${parts(part)}: ${format.count(row[part])}`}>
            <Box h={14} bg={partColours[part]} style={{ flex: row[part], borderRadius: 2 }} />
          </Tooltip>
        ))}
    </Group>
  );
}
