'use client';
import type { HeatMap } from '@millwright/contracts';
import { Center, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { heatPixels } from './heat-colours.ts';

interface Props {
  /** A photograph of the reader's own, or the address of one. */
  readonly source: Blob | string;
  readonly map: HeatMap | null;
  /** 0..1 */
  readonly opacity: number;
  readonly alt: string;
  /** Longer side it is drawn with [px]. */
  readonly size: number;
}

/** A photograph with the places the model looked at drawn over it, both on one canvas so that they always fit. */
export function HeatPicture({ source, map, opacity, alt, size }: Props) {
  const t = useTranslations('heat');
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useBitmap(source);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !(picture instanceof ImageBitmap)) return;
    draw(context, picture, map, { opacity, size });
  }, [picture, map, opacity, size]);
  if (picture === 'unreadable')
    return (
      <Center h="100%" mih={120} p="md">
        <Text size="sm" c="dimmed" ta="center">
          {t('noPreview')}
        </Text>
      </Center>
    );
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={alt}
      style={{ display: 'block', width: '100%', height: '100%', maxHeight: '62vh', objectFit: 'contain' }}
    />
  );
}

type Picture = ImageBitmap | 'unreadable' | null;

function useBitmap(source: Blob | string): Picture {
  const [picture, setPicture] = useState<Picture>(null);
  useEffect(() => {
    const reading = new AbortController();
    const { signal } = reading;
    const read = async () => {
      const blob = typeof source === 'string' ? await (await fetch(source, { signal })).blob() : source;
      return createImageBitmap(blob);
    };
    read()
      .then((bitmap) => (signal.aborted ? bitmap.close() : setPicture(bitmap)))
      .catch(() => signal.aborted || setPicture('unreadable'));
    return () => reading.abort();
  }, [source]);
  return picture;
}

function draw(
  context: CanvasRenderingContext2D,
  picture: ImageBitmap,
  map: HeatMap | null,
  { opacity, size }: { opacity: number; size: number },
): void {
  const scale = size / Math.max(picture.width, picture.height);
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  context.canvas.width = width;
  context.canvas.height = height;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  if (map === null || opacity === 0) return;
  const heat = heatPixels(map);
  if (heat.width === 0) return;
  const small = document.createElement('canvas');
  small.width = heat.width;
  small.height = heat.height;
  small.getContext('2d')?.putImageData(new ImageData(heat.data, heat.width, heat.height), 0, 0);
  context.globalAlpha = opacity;
  context.drawImage(small, 0, 0, width, height);
  context.globalAlpha = 1;
}
