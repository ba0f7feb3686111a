'use client';
import type { HeatMap } from '@millwright/contracts';
import { Center, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { heatPixels } from '../heat-colours.ts';

interface Props {
  readonly file: File;
  readonly map: HeatMap | null;
  /** 0..1 */
  readonly opacity: number;
  readonly alt: string;
  /** Longer side it is drawn with [px]. */
  readonly size: number;
}

/** A photograph with the places the model looked at drawn over it, both on one canvas so that they always fit. */
export function HeatPicture({ file, map, opacity, alt, size }: Props) {
  const t = useTranslations('inspect');
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useBitmap(file);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || picture === null) return;
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
      style={{ width: '100%', height: '100%', maxHeight: '62vh', objectFit: 'contain' }}
    />
  );
}

type Picture = ImageBitmap | 'unreadable' | null;

function useBitmap(file: File): Picture {
  const [picture, setPicture] = useState<Picture>(null);
  useEffect(() => {
    let gone = false;
    createImageBitmap(file)
      .then((bitmap) => (gone ? bitmap.close() : setPicture(bitmap)))
      .catch(() => gone || setPicture('unreadable'));
    return () => {
      gone = true;
    };
  }, [file]);
  return picture;
}

function draw(
  context: CanvasRenderingContext2D,
  picture: Exclude<Picture, null>,
  map: HeatMap | null,
  { opacity, size }: { opacity: number; size: number },
): void {
  if (picture === 'unreadable') return;
  const scale = size / Math.max(picture.width, picture.height);
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  context.canvas.width = width;
  context.canvas.height = height;
  context.drawImage(picture, 0, 0, width, height);
  if (map === null || opacity === 0) return;
  const heat = heatPixels(map);
  if (heat.width === 0) return;
  const small = document.createElement('canvas');
  small.width = heat.width;
  small.height = heat.height;
  small
    .getContext('2d')
    ?.putImageData(new ImageData(new Uint8ClampedArray(heat.data), heat.width, heat.height), 0, 0);
  context.globalAlpha = opacity;
  context.imageSmoothingQuality = 'high';
  context.drawImage(small, 0, 0, width, height);
  context.globalAlpha = 1;
}
