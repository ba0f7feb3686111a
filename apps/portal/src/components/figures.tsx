import { Card, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from '../i18n/navigation.ts';

export interface Figure {
  readonly label: string;
  readonly value: ReactNode;
  readonly unit?: string;
  /** Interval or what it compares with. */
  readonly note?: ReactNode;
  /** Where the rows behind it are. */
  readonly href?: string;
}

/** At most five figures of a page. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  const shown = figures.slice(0, 5);
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: shown.length }} spacing="md">
      {shown.map((figure) => (
        <FigureCard key={figure.label} {...figure} />
      ))}
    </SimpleGrid>
  );
}

function FigureCard({ label, value, unit, note, href }: Figure) {
  const inside = (
    <>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={24} fw={600} lh={1.3} component="div">
        {value}
        {unit !== undefined && (
          <Text span size="sm" c="dimmed" fw={400}>
            {' '}
            {unit}
          </Text>
        )}
      </Text>
      {note !== undefined && (
        <Text size="xs" c="dimmed" component="div">
          {note}
        </Text>
      )}
    </>
  );
  if (href === undefined)
    return (
      <Card withBorder padding="md">
        {inside}
      </Card>
    );
  return (
    <Card withBorder padding="md" component={Link} href={href}>
      {inside}
    </Card>
  );
}
