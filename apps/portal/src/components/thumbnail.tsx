'use client';
import { Box, Center } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';

interface Props {
  readonly src: string;
  readonly alt: string;
  /** Edge of the square it fits into [px], or the whole width. */
  readonly size: number | '100%';
}

/** A small picture that keeps its proportions, loaded when it comes into view. */
export function Thumbnail({ src, alt, size }: Props) {
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <Box
      w={size}
      style={{
        aspectRatio: '1',
        flexShrink: 0,
        overflow: 'hidden',
        borderRadius: 'var(--mantine-radius-sm)',
      }}
      bg="var(--mantine-color-default-hover)"
    >
      {broken === src ? (
        <Center h="100%">
          <IconPhotoOff size={20} aria-label={alt} />
        </Center>
      ) : (
        // The api makes the small picture; Next's own optimiser would only make it again.
        <img
          src={src}
          alt={alt}
          loading="lazy"
          decoding="async"
          onError={() => setBroken(src)}
          style={{ width: '100%', height: '100%', objectFit: 'contain' }}
        />
      )}
    </Box>
  );
}
