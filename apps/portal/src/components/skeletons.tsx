import { SimpleGrid, Skeleton, Stack } from '@mantine/core';

/** The shape of a table while its rows are on their way. */
export const TableSkeleton = ({ rows = 6 }: { rows?: number }) => (
  <Stack gap="xs" aria-busy="true">
    {Array.from({ length: rows }, (_, row) => (
      <Skeleton key={row} height={36} />
    ))}
  </Stack>
);

export const FiguresSkeleton = ({ count = 4 }: { count?: number }) => (
  <SimpleGrid cols={{ base: 2, md: count }} aria-busy="true">
    {Array.from({ length: count }, (_, card) => (
      <Skeleton key={card} height={84} />
    ))}
  </SimpleGrid>
);

/** The shape of any page: title, sentence, figures, one main thing. */
export const PageSkeleton = () => (
  <Stack gap="lg" aria-busy="true">
    <Stack gap="xs">
      <Skeleton height={30} width={220} />
      <Skeleton height={18} width={380} />
    </Stack>
    <FiguresSkeleton />
    <TableSkeleton />
  </Stack>
);

/** The shape of a wall of pictures. */
export const GridSkeleton = () => (
  <SimpleGrid cols={{ base: 3, sm: 5, lg: 8 }} spacing={10} aria-busy="true">
    {Array.from({ length: 16 }, (_, tile) => (
      <Skeleton key={tile} style={{ aspectRatio: '1' }} />
    ))}
  </SimpleGrid>
);
