import { AppError, parts, type Part } from '@millwright/contracts';
import type { Random } from '@millwright/tensors';

/** Share of the pictures that each part gets; a part that is left out gets none. They are taken relative to their sum. */
export type Shares = Partial<Readonly<Record<Part, number>>>;

interface Split {
  /** Label of each item. */
  readonly labels: readonly string[];
  /** Group of each item, such as the hash of its picture: equal ones go to the same part. Absent: each on its own. */
  readonly groups?: readonly (string | number)[];
  readonly shares: Shares;
  readonly random: Random;
}

interface Group {
  readonly items: number[];
  readonly label: string;
}

const leastFirst = (a: Group, b: Group): number => a.items.length - b.items.length;

function commonest(labels: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

/** Groups by the label that most of their items carry, classes and groups in the order of their first item. */
function groupsByClass({ labels, groups }: Split): Map<string, Group[]> {
  const members = new Map<string | number, number[]>();
  labels.forEach((_, i) => {
    const key = groups ? groups[i] : i;
    const items = members.get(key);
    if (items) items.push(i);
    else members.set(key, [i]);
  });
  const classes = new Map<string, Group[]>();
  for (const items of members.values()) {
    const label = commonest(items.map((i) => labels[i]));
    const group = { items, label };
    const others = classes.get(label);
    if (others) others.push(group);
    else classes.set(label, [group]);
  }
  return classes;
}

/** The parts of the groups of one class, by place. */
function splitOneClass(groups: readonly Group[], shares: [Part, number][]): Map<Part, Group[]> {
  const given = new Map<Part, Group[]>(shares.map(([part]) => [part, []]));
  const size = new Map<Part, number>(shares.map(([part]) => [part, 0]));
  const give = (part: Part, group: Group) => {
    given.get(part)!.push(group);
    size.set(part, size.get(part)! + group.items.length);
  };
  // Every part gets a group before shares count, the largest share first: train, then validation, then test.
  const order = [...groups].sort(leastFirst);
  const reserved = shares.slice(0, order.length);
  const smallest = order.slice(0, reserved.length - 1);
  reserved.slice(1).forEach(([part], i) => give(part, smallest[i]));
  const toTrain = groups.find((group) => !smallest.includes(group));
  if (toTrain) give('train', toTrain);
  const total = groups.reduce((sum, group) => sum + group.items.length, 0);
  const whole = shares.reduce((sum, [, share]) => sum + share, 0);
  for (const group of groups) {
    if (group === toTrain || smallest.includes(group)) continue;
    const missing = ([part, share]: [Part, number]) => (share / whole) * total - size.get(part)!;
    const [part] = shares.reduce((best, entry) => (missing(entry) > missing(best) ? entry : best));
    give(part, group);
  }
  return given;
}

/**
 * Divides labelled items into parts so that every part holds each class in its share, and items of one group (copies
 * of one picture) never lie in two parts. A class of two or more groups has at least one in the training part and
 * one in the validation part (where validation has a share); a class of one group goes to the training part.
 *
 * @returns the part of each item, in the order of `labels`
 * @throws AppError `settings.invalid` where a share is negative or train has none
 */
export function splitByClass(split: Split): Part[] {
  const shares = parts
    .map((part): [Part, number] => [part, split.shares[part] ?? 0])
    .filter(([part, share]) => {
      if (!(share >= 0 && Number.isFinite(share)) || (part === 'train' && share === 0))
        throw new AppError('settings.invalid', {
          setting: `shares.${part}`,
          expected: part === 'train' ? 'a number above 0' : 'a number of 0 or more',
          received: share,
        });
      return share > 0;
    });
  if (split.groups && split.groups.length !== split.labels.length)
    throw new AppError('tensor.shape', {
      what: 'groups',
      expected: `[${split.labels.length}]`,
      received: `[${split.groups.length}]`,
      dimension: 0,
    });
  const result = new Array<Part>(split.labels.length);
  for (const [label, groups] of groupsByClass(split)) {
    const shuffled = split.random.fork(`split ${label}`).shuffle(groups);
    for (const [part, chosen] of splitOneClass(shuffled, shares))
      for (const group of chosen) for (const item of group.items) result[item] = part;
  }
  return result;
}
