'use client';
import type { ModelVersionView } from '@millwright/contracts';
import { Button, Card, Group, ScrollArea, Table, Text, Title, UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useAddress } from '../../../use-address.ts';
import { useFormats } from '../../../words/use-formats.ts';
import classes from './confusion-matrix.module.css';

/** What was, against what the model said; each number opens its pictures. */
export function ConfusionMatrix({ view }: { view: ModelVersionView }) {
  const t = useTranslations('model.matrix');
  const address = useAddress();
  const { labels, matrix, part } = view.report;
  const parts = useTranslations('parts');
  const wrong = matrix.reduce(
    (sum, row, at) => sum + row.reduce((all, n, to) => all + (to === at ? 0 : n), 0),
    0,
  );
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t('title')}</Title>
        <Button
          variant="default"
          size="xs"
          disabled={wrong === 0}
          onClick={() => address.set({ wrong: 'true', actual: null, predicted: null, item: null }, 'push')}
        >
          {t('wrong', { count: wrong })}
        </Button>
      </Group>
      <ScrollArea>
        <Table withRowBorders={false} className={classes.matrix} aria-label={t('title')}>
          <Head labels={labels} />
          <Table.Tbody>
            {labels.map((label, row) => (
              <Table.Tr key={label}>
                <Table.Th scope="row">{label}</Table.Th>
                {labels.map((predicted, column) => (
                  <Cell
                    key={predicted}
                    actual={label}
                    predicted={predicted}
                    row={matrix[row]}
                    column={column}
                  />
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      <Text size="xs" c="dimmed" mt="xs">
        {t('explain', { part: parts.has(part as 'test') ? parts(part as 'test') : part })}
      </Text>
    </Card>
  );
}

function Head({ labels }: { labels: readonly string[] }) {
  const t = useTranslations('model.matrix');
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th>
          <Text size="xs" c="dimmed">
            {t('corner')}
          </Text>
        </Table.Th>
        {labels.map((label) => (
          <Table.Th key={label} ta="center" scope="col">
            {label}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}

interface CellProps {
  readonly actual: string;
  readonly predicted: string;
  readonly row: readonly number[];
  readonly column: number;
}

function Cell({ actual, predicted, row, column }: CellProps) {
  const t = useTranslations('model.matrix');
  const format = useFormats();
  const address = useAddress();
  const count = row[column];
  const total = row.reduce((sum, value) => sum + value, 0);
  const share = total > 0 ? count / total : 0;
  const strength = Math.round((actual === predicted ? 0.75 : 1) * share * 100);
  const words = t('cell', { count, actual, predicted, share: format.percent(share) });
  return (
    <Table.Td p={2}>
      <UnstyledButton
        className={classes.cell}
        data-right={actual === predicted || undefined}
        data-strong={strength > 45 || undefined}
        disabled={count === 0}
        aria-label={words}
        title={words}
        style={{ '--strength': `${count > 0 ? Math.max(6, strength) : 0}%` } as React.CSSProperties}
        onClick={() => address.set({ actual, predicted, wrong: null, item: null }, 'push')}
      >
        {format.count(count)}
        <span className={classes.share}>{count > 0 ? format.percent(share) : ''}</span>
      </UnstyledButton>
    </Table.Td>
  );
}
