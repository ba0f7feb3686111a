'use client';
import { Alert, Table, Text } from '@mantine/core';
import { IconPhotoX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { Photograph } from '../use-inspection.ts';

/** Photographs that could not be judged, each with its reason. */
export function Refused({ photographs }: { photographs: readonly Photograph[] }) {
  const t = useTranslations('inspect');
  return (
    <Alert color="yellow" icon={<IconPhotoX />} title={t('refused', { count: photographs.length })}>
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {photographs.map(({ id, file, refusal }) => (
            <Table.Tr key={id}>
              <Table.Td>{file.name}</Table.Td>
              <Table.Td>
                {refusal?.message}{' '}
                <Text span size="sm" c="dimmed">
                  {refusal?.hint}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Alert>
  );
}
