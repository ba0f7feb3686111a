'use client';
import { Center } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  readonly src: string;
  readonly alt: string;
  readonly children?: ReactNode;
}

/** A picture as large as its place allows. */
export function LargePicture({ src, alt, children }: Props) {
  return (
    <Center
      mih={240}
      bg="var(--mantine-color-default-hover)"
      style={{ borderRadius: 'var(--mantine-radius-sm)', overflow: 'hidden' }}
    >
      <div style={{ position: 'relative', width: '100%' }}>
        <img
          src={src}
          alt={alt}
          style={{
            width: '100%',
            maxHeight: '62vh',
            minHeight: 200,
            objectFit: 'contain',
          }}
        />
        {children}
      </div>
    </Center>
  );
}
