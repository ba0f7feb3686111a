import type { DatasetItem, Finding, FindingKind, Part } from '@millwright/contracts';
import { connectedGroups, splitByClass, type Shares } from '@millwright/preprocessing';
import { seeded } from '@millwright/tensors';

/** Shares where a version has no test part, and of its training part where it has no validation part. */
const allThree: Shares = { train: 0.7, validation: 0.15, test: 0.15 };
const withoutTest: Shares = { train: 0.85, validation: 0.15 };
const withoutValidation: Shares = { train: 0.85, test: 0.15 };

const exactKinds: readonly FindingKind[] = ['exact-duplicate', 'train-test-duplicate', 'label-conflict'];
const alikeKinds: readonly FindingKind[] = [...exactKinds, 'near-duplicate', 'train-test-near-duplicate'];

/** The pictures of a run, part by part. */
export interface SplitItems {
  readonly train: DatasetItem[];
  readonly validation: DatasetItem[];
  readonly test: DatasetItem[];
  /** Test pictures, by `index`, that are also among those the model learns or is chosen from. */
  readonly duplicates: ReadonlySet<number>;
}

/** Group of each item by its place in `items`: equal pictures and those a finding of the kinds puts together. */
function groupsOf(
  items: readonly DatasetItem[],
  findings: readonly Finding[],
  kinds: readonly FindingKind[],
): number[] {
  const placeOf = new Map(items.map((item, place) => [item.index, place]));
  const firstOf = new Map<string, number>();
  const pairs: { a: number; b: number }[] = [];
  items.forEach((item, place) => {
    const first = firstOf.get(item.hash);
    if (first === undefined) firstOf.set(item.hash, place);
    else pairs.push({ a: first, b: place });
  });
  for (const { groups } of findings.filter(({ kind }) => kinds.includes(kind)))
    for (const group of groups) {
      const places = group.map((index) => placeOf.get(index)).filter((place) => place !== undefined);
      for (const b of places.slice(1)) pairs.push({ a: places[0], b });
    }
  return connectedGroups(items.length, pairs);
}

function divide(
  items: readonly DatasetItem[],
  findings: readonly Finding[],
  shares: Shares,
  seed: number,
): (Part | null)[] {
  return splitByClass({
    labels: items.map(({ label }) => label),
    groups: groupsOf(items, findings, alikeKinds),
    shares,
    random: seeded(seed).fork('split'),
  });
}

/**
 * Decides, before anything is fitted, which pictures a run learns from, is chosen on and is judged on. Parts that the
 * version says are kept; what is missing is split off its training pictures, each class in its share, copies and
 * near copies of a picture together. Pictures without a part count as training pictures.
 */
export function splitItems(
  items: readonly DatasetItem[],
  findings: readonly Finding[],
  seed: number,
): SplitItems {
  const given = (part: Part) => items.filter((item) => item.part === part);
  const [validation, test] = [given('validation'), given('test')];
  const rest = items.filter((item) => item.part === 'train' || item.part === null);
  const shares = test.length > 0 ? withoutTest : validation.length > 0 ? withoutValidation : allThree;
  const chosen =
    test.length > 0 && validation.length > 0
      ? rest.map((): Part => 'train')
      : divide(rest, findings, shares, seed);
  const of = (part: Part) => rest.filter((_, place) => chosen[place] === part);
  const split = {
    train: of('train'),
    validation: validation.length > 0 ? validation : of('validation'),
    test: test.length > 0 ? test : of('test'),
  };
  return { ...split, duplicates: duplicatesOf(split, findings) };
}

function duplicatesOf(
  { train, validation, test }: Omit<SplitItems, 'duplicates'>,
  findings: readonly Finding[],
): Set<number> {
  const seen = [...train, ...validation];
  const groups = groupsOf([...seen, ...test], findings, exactKinds);
  const known = new Set(groups.slice(0, seen.length));
  return new Set(test.filter((_, place) => known.has(groups[seen.length + place])).map(({ index }) => index));
}
