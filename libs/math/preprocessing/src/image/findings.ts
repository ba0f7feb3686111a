import type { Finding, FindingKind, Part } from '@millwright/contracts';
import { nearDuplicates, connectedGroups } from './near-duplicates.ts';
import { thumbnailLevels, type ImageFingerprint } from './fingerprint.ts';

/** What the findings need to know of a picture. */
export interface ImageItem {
  readonly index: number;
  readonly label: string;
  readonly part: Part | null;
  /** Hash of the file's bytes: equal for exact copies. */
  readonly hash: string;
  readonly width: number;
  readonly height: number;
  readonly fingerprint: ImageFingerprint;
}

/** Where a finding begins; README.md says what each was measured on. */
export const findingLimits = {
  /** Bits in which the hashes of near duplicates may differ. */
  hashDistance: 6,
  /** Root mean square difference of their thumbnails with brightness taken out [grey levels]. */
  thumbnailDistance: 1.5,
  /** Share of the median sharpness of a class below which a picture counts as blurred. */
  blurShare: 0.07,
  /** Pictures a class needs before one of them can be called blurred. */
  blurClass: 10,
  /** Share of the pictures that one size must hold for the others to be odd. */
  usualSize: 0.9,
  /** How far area and shape may lie from the median where there is no usual size. */
  oddFactor: 4,
  imbalance: 3,
  strongImbalance: 10,
  /** Pictures below which a class is small. */
  smallClass: 20,
  groups: 5000,
} as const;

type Told = Pick<Finding, 'details' | 'groups' | 'excludable'> & { count?: number };

const finding = (
  kind: FindingKind,
  severity: Finding['severity'],
  { details, groups, excludable, count = excludable.length }: Told,
): Finding[] =>
  count === 0
    ? []
    : [{ kind, severity, count, details, groups: groups.slice(0, findingLimits.groups), excludable }];

function groupBy<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return [...groups.values()];
}

const indices = (items: readonly ImageItem[]): number[] => items.map(({ index }) => index);
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Copies beside their first; of each group all but the first can go. */
const surplus = (groups: readonly ImageItem[][]): Told => ({
  details: { groups: groups.length },
  groups: groups.map(indices),
  excludable: groups.flatMap((group) => indices(group.slice(1))).sort((a, b) => a - b),
});

function exactDuplicates(items: readonly ImageItem[]): Finding[] {
  const groups = groupBy(items, ({ hash, label, part }) => JSON.stringify([hash, label, part]));
  return finding('exact-duplicate', 'info', surplus(groups.filter((group) => group.length > 1)));
}

function labelConflicts(items: readonly ImageItem[]): Finding[] {
  const groups = groupBy(items, ({ hash }) => hash).filter((group) =>
    group.some(({ label }) => label !== group[0].label),
  );
  const all = groups.map(indices);
  return finding('label-conflict', 'error', {
    details: { groups: groups.length },
    groups: all,
    excludable: all.flat().sort((a, b) => a - b),
  });
}

const isHeldOut = ({ part }: ImageItem): boolean => part === 'test' || part === 'validation';
const isTraining = ({ part }: ImageItem): boolean => part === 'train';

/** Held-out pictures that the training part knows; each stands first in its group. */
function leaks(kind: FindingKind, known: ReadonlyMap<ImageItem, readonly ImageItem[]>): Finding[] {
  const leaking = [...known.keys()].sort((a, b) => a.index - b.index);
  const inPart = (wanted: Part) => leaking.filter(({ part }) => part === wanted).length;
  return finding(kind, 'warning', {
    details: { test: inPart('test'), validation: inPart('validation') },
    groups: leaking.map((item) => indices([item, ...known.get(item)!])),
    excludable: indices(leaking),
  });
}

function trainTestDuplicates(items: readonly ImageItem[]): Finding[] {
  const known = new Map<ImageItem, ImageItem[]>();
  for (const group of groupBy(items, ({ hash }) => hash)) {
    const training = group.filter(isTraining);
    if (training.length > 0) for (const item of group.filter(isHeldOut)) known.set(item, training);
  }
  return leaks('train-test-duplicate', known);
}

/** Root mean square difference of two thumbnails after their means are taken off. */
function thumbnailDistance(a: Uint8Array, b: Uint8Array): number {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const difference = a[i] - b[i];
    sum += difference;
    squares += difference * difference;
  }
  return Math.sqrt(Math.max(0, squares / a.length - (sum / a.length) ** 2));
}

/** Pairs of pictures that look alike but are not copies byte by byte. */
function similarPairs(items: readonly ImageItem[]): [ImageItem, ImageItem][] {
  const thumbnails = items.map(({ fingerprint }) => thumbnailLevels(fingerprint));
  return nearDuplicates(
    items.map(({ fingerprint }) => fingerprint.hash),
    findingLimits.hashDistance,
  )
    .filter(
      ({ a, b }) =>
        items[a].hash !== items[b].hash &&
        thumbnailDistance(thumbnails[a], thumbnails[b]) <= findingLimits.thumbnailDistance,
    )
    .map(({ a, b }) => [items[a], items[b]]);
}

/** Similar pictures of one label within one part, joined to groups. */
function nearDuplicateFinding(items: readonly ImageItem[], pairs: [ImageItem, ImageItem][]): Finding[] {
  const place = new Map(items.map((item, i) => [item, i]));
  const inside = pairs.filter(([a, b]) => a.label === b.label && a.part === b.part);
  const numbers = connectedGroups(
    items.length,
    inside.map(([a, b]) => ({ a: place.get(a)!, b: place.get(b)! })),
  );
  const groups = groupBy(items, (item) => String(numbers[place.get(item)!]));
  return finding('near-duplicate', 'info', surplus(groups.filter((group) => group.length > 1)));
}

function nearLeaks(pairs: [ImageItem, ImageItem][], exact: Finding[]): Finding[] {
  const told = new Set(exact.flatMap(({ excludable }) => excludable));
  const known = new Map<ImageItem, ImageItem[]>();
  for (const [a, b] of pairs)
    for (const [held, training] of [
      [a, b],
      [b, a],
    ])
      if (isHeldOut(held) && isTraining(training) && !told.has(held.index))
        known.set(held, [...(known.get(held) ?? []), training]);
  return leaks('train-test-near-duplicate', known);
}

function oddSizes(items: readonly ImageItem[]): Finding[] {
  const sizes = groupBy(items, ({ width, height }) => `${width} ${height}`);
  const [usual] = sizes.reduce((best, group) => (group.length > best.length ? group : best));
  const held = items.filter(({ width, height }) => width === usual.width && height === usual.height);
  const area = median(items.map(({ width, height }) => width * height));
  const shape = median(items.map(({ width, height }) => width / height));
  const far = (value: number, middle: number) =>
    Math.max(value / middle, middle / value) > findingLimits.oddFactor;
  const isUsual = held.length >= findingLimits.usualSize * items.length;
  const odd = items.filter(({ width, height }) =>
    isUsual
      ? width !== usual.width || height !== usual.height
      : far(width * height, area) || far(width / height, shape),
  );
  return finding('odd-size', 'info', {
    details: { width: usual.width, height: usual.height },
    groups: odd.map(({ index }) => [index]),
    excludable: indices(odd),
  });
}

function blurred(items: readonly ImageItem[]): Finding[] {
  const found = groupBy(items, ({ label }) => label)
    .filter((group) => group.length >= findingLimits.blurClass)
    .flatMap((group) => {
      const usual = median(group.map(({ fingerprint }) => fingerprint.blur));
      return group.filter(({ fingerprint }) => fingerprint.blur < findingLimits.blurShare * usual);
    })
    .sort((a, b) => a.index - b.index);
  return finding('blur', 'info', {
    details: { share: findingLimits.blurShare },
    groups: found.map(({ index }) => [index]),
    excludable: indices(found),
  });
}

function classSizes(items: readonly ImageItem[]): Finding[] {
  const classes = groupBy(items, ({ label }) => label).sort((a, b) => b.length - a.length);
  const [largest, smallest] = [classes[0], classes.at(-1)!];
  const ratio = Math.round((largest.length / smallest.length) * 10) / 10;
  const unbalanced = ratio >= findingLimits.imbalance ? smallest.length : 0;
  const small = classes.filter((group) => group.length < findingLimits.smallClass);
  return [
    ...finding('class-imbalance', ratio >= findingLimits.strongImbalance ? 'warning' : 'info', {
      count: unbalanced,
      details: { largest: largest[0].label, smallest: smallest[0].label, ratio },
      groups: [],
      excludable: [],
    }),
    ...finding('small-class', 'warning', {
      count: small.reduce((sum, group) => sum + group.length, 0),
      details: {
        classes: small.map(([{ label }]) => label).join(', '),
        smallest: smallest[0].label,
        pictures: smallest.length,
        minimum: findingLimits.smallClass,
      },
      groups: small.map(indices),
      excludable: [],
    }),
  ];
}

/**
 * What is odd in a set of pictures, except unreadable files, which never become items. One finding per kind at most.
 *
 * `exact-duplicate` and `near-duplicate` speak of copies with one label within one part, and count the surplus ones;
 * `train-test-duplicate` and `train-test-near-duplicate` count held-out pictures that the training part also holds, whatever
 * their label; `label-conflict` counts equal files with different labels.
 */
export function imageFindings(items: readonly ImageItem[]): Finding[] {
  if (items.length === 0) return [];
  const pairs = similarPairs(items);
  const exactLeaks = trainTestDuplicates(items);
  return [
    ...labelConflicts(items),
    ...exactLeaks,
    ...nearLeaks(pairs, exactLeaks),
    ...exactDuplicates(items),
    ...nearDuplicateFinding(items, pairs),
    ...blurred(items),
    ...oddSizes(items),
    ...classSizes(items),
  ];
}
