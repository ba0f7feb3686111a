'use client';
import { ScrollArea, Text, UnstyledButton } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import classes from './picture-grid.module.css';
import { Thumbnail } from './thumbnail.tsx';

export interface GridPicture {
  readonly key: number;
  readonly src: string;
  readonly name: string;
  readonly caption: string;
}

interface Props {
  readonly pictures: readonly GridPicture[];
  readonly label: string;
  onOpen(key: number): void;
  /** Called when the end comes near. */
  onEnd?(): void;
  readonly height?: number;
}

const tileWidth = 132;
const captionHeight = 26;
const gap = 10;

/** A wall of pictures of any length; only what is seen is drawn. Arrow keys move, Enter opens. */
export function PictureGrid({ pictures, label, onOpen, onEnd, height = 560 }: Props) {
  const { ref: sizeRef, width } = useElementSize();
  const scroll = useRef<HTMLDivElement>(null);
  const columns = Math.max(1, Math.floor((width + gap) / (tileWidth + gap)));
  const tile = width > 0 ? (width - gap * (columns - 1)) / columns : tileWidth;
  const rows = useVirtualizer({
    count: Math.ceil(pictures.length / columns),
    getScrollElement: () => scroll.current,
    estimateSize: () => tile + captionHeight + gap,
    overscan: 3,
  });
  const visible = rows.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => rows.measure(), [tile, rows]);
  useEffect(() => {
    if (onEnd && (last + 4) * columns >= pictures.length) onEnd();
  }, [last, columns, pictures.length, onEnd]);
  return (
    <ScrollArea.Autosize mah={height} viewportRef={useMergedRef(scroll)} type="auto">
      <div ref={sizeRef} role="list" aria-label={label} onKeyDown={(event) => moveFocus(event, columns)}>
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {visible.map((row) => (
            <div
              key={row.key}
              className={classes.row}
              style={{
                transform: `translateY(${row.start}px)`,
                gridTemplateColumns: `repeat(${columns}, 1fr)`,
                gap,
              }}
            >
              {pictures.slice(row.index * columns, (row.index + 1) * columns).map((picture) => (
                <Tile key={picture.key} picture={picture} onOpen={onOpen} />
              ))}
            </div>
          ))}
        </div>
      </div>
    </ScrollArea.Autosize>
  );
}

function Tile({ picture, onOpen }: { picture: GridPicture; onOpen(key: number): void }) {
  return (
    <div role="listitem">
      <UnstyledButton
        className={classes.tile}
        onClick={() => onOpen(picture.key)}
        data-tile
        aria-label={`${picture.name} · ${picture.caption}`}
        title={picture.name}
      >
        <Thumbnail src={picture.src} alt="" size="100%" />
        <Text size="xs" truncate c="dimmed" lh={`${captionHeight - 6}px`}>
          {picture.caption}
        </Text>
      </UnstyledButton>
    </div>
  );
}

const steps: Record<string, (columns: number) => number> = {
  ArrowRight: () => 1,
  ArrowLeft: () => -1,
  ArrowDown: (columns) => columns,
  ArrowUp: (columns) => -columns,
};

function moveFocus(event: KeyboardEvent<HTMLElement>, columns: number): void {
  const step = steps[event.key]?.(columns);
  if (step === undefined) return;
  const tiles = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-tile]')];
  const at = tiles.indexOf(document.activeElement as HTMLElement);
  const next = tiles[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}
