import type { DatasetItem, ImageProfile, ItemProblem, Finding } from '@millwright/contracts';

const middle = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)];

function spread(values: readonly number[]): ImageProfile['width'] {
  const sorted = [...values].sort((a, b) => a - b);
  return { min: sorted[0] ?? 0, median: middle(sorted) ?? 0, max: sorted.at(-1) ?? 0 };
}

/** Classes (by name) with their pictures per part, sizes [pixels] and bytes of a set of pictures. */
export function imageProfile(items: readonly DatasetItem[]): ImageProfile {
  const classes = new Map<string, ImageProfile['classes'][number]>();
  for (const { label, part } of items) {
    const known = classes.get(label) ?? { label, total: 0, train: 0, validation: 0, test: 0, unassigned: 0 };
    known.total++;
    known[part ?? 'unassigned']++;
    classes.set(label, known);
  }
  return {
    classes: [...classes.values()].sort((a, b) => (a.label < b.label ? -1 : 1)),
    width: spread(items.map(({ width }) => width)),
    height: spread(items.map(({ height }) => height)),
    colour: items.some(({ channels }) => channels === 3),
    bytes: items.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** The finding that files were left out, beside those about the pictures that stayed; none where all could be read. */
export const unreadableFinding = (problems: readonly ItemProblem[]): Finding[] =>
  problems.length === 0
    ? []
    : [
        {
          kind: 'unreadable',
          severity: 'warning',
          count: problems.length,
          details: { first: problems[0].file ?? '-' },
          groups: [],
          excludable: [],
        },
      ];
