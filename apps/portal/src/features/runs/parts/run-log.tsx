'use client';
import type { LogLine } from '@millwright/contracts';
import { Button, Card, Group, ScrollArea, Text, Title } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { saveFile, toCsv } from '../../../components/csv.ts';
import { useFormats } from '../../../words/use-formats.ts';
import { useLogWords } from './use-log-words.ts';

const lineHeight = 24;
const height = 300;

/** The log, newest line below; follows it while the reader is at its end. */
export function RunLog({ lines }: { lines: readonly LogLine[] }) {
  const t = useTranslations('run.log');
  const words = useLogWords();
  const scroll = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => lineHeight,
    overscan: 10,
  });
  useEffect(() => {
    if (atEnd.current && lines.length > 0) rows.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [lines.length, rows]);
  const save = () =>
    saveFile(
      'log.csv',
      toCsv(
        ['seq', 'at', 'level', 'event', 'data'],
        lines.map((line) => [line.seq, line.at, line.level, line.event, JSON.stringify(line.data)]),
      ),
    );
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t('title')}</Title>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconFileTypeCsv size={16} />}
          onClick={save}
        >
          CSV
        </Button>
      </Group>
      {lines.length === 0 && <Text c="dimmed">{t('none')}</Text>}
      <ScrollArea.Autosize
        mah={height}
        viewportRef={scroll}
        viewportProps={{ tabIndex: 0, role: 'log', 'aria-label': t('title') }}
        onScrollPositionChange={({ y }) => {
          const view = scroll.current;
          atEnd.current = !view || y + view.clientHeight >= view.scrollHeight - lineHeight;
        }}
      >
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map((row) => (
            <Line key={row.key} line={lines[row.index]} text={words(lines[row.index])} top={row.start} />
          ))}
        </div>
      </ScrollArea.Autosize>
    </Card>
  );
}

const colours = { info: undefined, warning: 'yellow', error: 'red' } as const;

function Line({ line, text, top }: { line: LogLine; text: string; top: number }) {
  const format = useFormats();
  return (
    <Group
      gap="sm"
      wrap="nowrap"
      h={lineHeight}
      style={{ position: 'absolute', insetInline: 0, transform: `translateY(${top}px)` }}
    >
      <Text size="xs" c="dimmed" ff="monospace" style={{ whiteSpace: 'nowrap' }}>
        {format.time(line.at)}
      </Text>
      <Text size="sm" truncate c={colours[line.level]} title={text}>
        {text}
      </Text>
    </Group>
  );
}
