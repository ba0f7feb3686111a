import { Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';

/** Under every result: model version · data version · computed at · how sure. */
export function LastLine({ parts }: { parts: readonly ReactNode[] }) {
  return (
    <Text size="xs" c="dimmed" component="div">
      {parts.map((part, at) => (
        <Fragment key={at}>
          {at > 0 && ' · '}
          {part}
        </Fragment>
      ))}
    </Text>
  );
}
