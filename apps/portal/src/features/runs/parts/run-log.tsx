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
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t('title')}</Title>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconFileTypeCsv size={16} />}
          onClick={() => saveLog(lines)}
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
            <div
              key={row.key}
              ref={rows.measureElement}
              data-index={row.index}
              style={{ position: 'absolute', insetInline: 0, transform: `translateY(${row.start}px)` }}
            >
              <Line line={lines[row.index]} text={words(lines[row.index])} />
            </div>
          ))}
        </div>
      </ScrollArea.Autosize>
    </Card>
  );
}

function saveLog(lines: readonly LogLine[]): void {
  const head = ['seq', 'at', 'level', 'event', 'data'];
  const rows = lines.map(({ seq, at, level, event, data }) => [seq, at, level, event, JSON.stringify(data)]);
  saveFile('log.csv', toCsv(head, rows));
}

const colours = { info: undefined, warning: 'yellow', error: 'red' } as const;

function Line({ line, text }: { line: LogLine; text: string }) {
  const format = useFormats();
  return (
    <Group gap="sm" wrap="nowrap" align="baseline" py={2}>
      <Text size="xs" c="dimmed" ff="monospace" style={{ whiteSpace: 'nowrap' }}>
        {format.time(line.at)}
      </Text>
      <Text size="sm" c={colours[line.level]} style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Text>
    </Group>
  );
}
