import { ndArray, seeded, type Pixels } from '@millwright/tensors';
import { findingKinds, findingSchema, type Finding, type FindingKind } from '@millwright/contracts';
import {
  augment,
  augmentationSchema,
  imageFindings,
  imageFingerprint,
  resize,
  type ImageItem,
} from '../index.ts';

/** A smooth random picture of its own: two seeds give two motifs. */
function motif(seed: number, side = 96): Pixels {
  const random = seeded(seed);
  const coarse = ndArray(
    'uint8',
    [6, 6, 1],
    Uint8Array.from({ length: 36 }, () => random.integer(256)),
  );
  const smooth = resize(coarse, { height: side, width: side });
  return ndArray(
    'uint8',
    smooth.shape,
    smooth.data.map((level) => level + random.integer(9) - 4),
  );
}

let next = 0;
function anItem(given: Partial<ImageItem> & { pixels?: Pixels } = {}): ImageItem {
  const index = given.index ?? next++;
  const { pixels = motif(index), ...rest } = given;
  const [height, width] = pixels.shape;
  return {
    index,
    label: 'good',
    part: 'train',
    hash: `hash ${index}`,
    width,
    height,
    fingerprint: imageFingerprint(pixels),
    ...rest,
  };
}
const items = (...given: Parameters<typeof anItem>[0][]): ImageItem[] => {
  next = 0;
  return given.map(anItem);
};
const only = (found: Finding[], kind: FindingKind): Finding | undefined =>
  found.find((one) => one.kind === kind);
const many = (count: number, given: Parameters<typeof anItem>[0] = {}) => new Array(count).fill(given);

describe('imageFindings', () => {
  it('finds nothing in pictures that differ, and nothing in none', () => {
    expect(imageFindings([])).toEqual([]);
    expect(imageFindings(items(...many(30)))).toEqual([]);
  });
  it('keeps the first of exact copies', () => {
    const found = imageFindings(items(...many(20), { hash: 'x' }, { hash: 'x' }, { hash: 'x' }));
    expect(only(found, 'exact-duplicate')).toMatchObject({
      count: 2,
      groups: [[20, 21, 22]],
      excludable: [21, 22],
    });
  });
  it('counts the held-out pictures that training also holds, not their copies in training', () => {
    const found = imageFindings(
      items(
        ...many(20),
        { hash: 'x' },
        { hash: 'x', part: 'test' },
        { hash: 'x', part: 'validation', label: 'bad' },
      ),
    );
    expect(only(found, 'train-test-duplicate')).toMatchObject({
      count: 2,
      severity: 'warning',
      details: { test: 1, validation: 1 },
      groups: [
        [21, 20],
        [22, 20],
      ],
      excludable: [21, 22],
    });
    expect(only(found, 'exact-duplicate')).toBeUndefined();
  });
  it('reports equal files with different labels as a conflict of all of them', () => {
    const found = imageFindings(items(...many(20), { hash: 'x' }, { hash: 'x', label: 'bad' }));
    expect(only(found, 'label-conflict')).toMatchObject({
      count: 2,
      severity: 'error',
      excludable: [20, 21],
    });
  });
  it('sees through a change of size and brightness, but not from one motif to another', () => {
    const small = resize(motif(0), { height: 60, width: 60 });
    const brighter = augment(motif(0), augmentationSchema.parse({ brightness: 12 }), seeded(2));
    const found = imageFindings(items(...many(20), { pixels: small }, { pixels: brighter, part: 'test' }));
    expect(only(found, 'near-duplicate')).toMatchObject({ count: 1, groups: [[0, 20]], excludable: [20] });
    expect(only(found, 'train-test-near-duplicate')).toMatchObject({ count: 1, excludable: [21] });
  });
  it('tells an exact copy across parts once, not again as a near one', () => {
    const found = imageFindings(items(...many(20), { pixels: motif(0), hash: 'hash 0', part: 'test' }));
    expect(found.map(({ kind }) => kind)).toEqual(['train-test-duplicate']);
  });
  it('calls a picture blurred beside the sharper ones of its class', () => {
    const soft = resize(resize(motif(50), { height: 6, width: 6, method: 'area' }), {
      height: 96,
      width: 96,
    });
    const found = imageFindings(items(...many(20), { pixels: soft }));
    expect(only(found, 'blur')).toMatchObject({ count: 1, excludable: [20] });
  });
  it('calls sizes odd where nearly all share one', () => {
    const found = imageFindings(items(...many(20), { width: 80 }));
    expect(only(found, 'odd-size')).toMatchObject({
      count: 1,
      details: { width: 96, height: 96 },
      excludable: [20],
    });
  });
  it('allows mixed sizes, except for extremes', () => {
    const mixed = [64, 80, 96, 112].flatMap((width) => many(6, { width }));
    expect(imageFindings(items(...mixed)).map(({ kind }) => kind)).toEqual([]);
    const found = imageFindings(items(...mixed, { width: 8, height: 8 }));
    expect(only(found, 'odd-size')).toMatchObject({ count: 1, excludable: [24] });
  });
  it('names the largest and the smallest class where they lie far apart, and small classes', () => {
    const found = imageFindings(items(...many(60), ...many(5, { label: 'bad' })));
    expect(only(found, 'class-imbalance')).toMatchObject({
      severity: 'warning',
      count: 5,
      details: { largest: 'good', smallest: 'bad', ratio: 12 },
    });
    expect(only(found, 'small-class')).toMatchObject({
      count: 5,
      details: { classes: 'bad', pictures: 5, minimum: 20 },
    });
  });
  it('speaks the contract, at most once per kind', () => {
    const found = imageFindings(
      items(...many(20), { hash: 'x', width: 9 }, { hash: 'x' }, { hash: 'x', label: 'bad', part: 'test' }),
    );
    for (const one of found) expect(findingSchema.parse(one)).toEqual(one);
    expect(new Set(found.map(({ kind }) => kind)).size).toBe(found.length);
    expect(found.length).toBeGreaterThan(3);
    expect(findingKinds).toEqual(expect.arrayContaining(found.map(({ kind }) => kind)));
  });
});

describe('imageFingerprint', () => {
  it('is plain data: 64 bits, 256 levels, blur and mean', () => {
    const flat = ndArray('uint8', [40, 30, 3], new Uint8Array(3600).fill(90));
    const print = imageFingerprint(flat);
    expect(print).toEqual({ hash: '0'.repeat(16), thumbnail: '5a'.repeat(256), blur: 0, mean: 90 });
    expect(JSON.parse(JSON.stringify(print))).toEqual(print);
  });
  it('gives a checkerboard the largest blur figure there is, (4 · 255)²', () => {
    // Levels 0 and 255 in turn: the Laplacian is ±4 · 255 in equal numbers, its variance (4 · 255)².
    const board = Uint8Array.from({ length: 36 }, (_, i) => ((i + Math.floor(i / 6)) % 2) * 255);
    expect(imageFingerprint(ndArray('uint8', [6, 6, 1], board)).blur).toBe((4 * 255) ** 2);
  });
});
