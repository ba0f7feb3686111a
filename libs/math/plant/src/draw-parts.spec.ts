import { AppError } from '@millwright/contracts';
import type { Pixels } from '@millwright/tensors';
import { defectKinds, drawPart, drawParts, strengthOf } from './index.ts';

const seeds = Array.from({ length: 12 }, (_, i) => 1000 + 17 * i);

/** Sum of absolute differences of two photographs, and the differing pixels. */
function compare(a: Pixels, b: Pixels): { total: number; places: { row: number; column: number }[] } {
  const width = a.shape[1];
  const places: { row: number; column: number }[] = [];
  let total = 0;
  a.data.forEach((value, i) => {
    const difference = Math.abs(value - b.data[i]);
    total += difference;
    if (difference > 0) places.push({ row: Math.floor(i / width), column: i % width });
  });
  return { total, places };
}

describe('drawParts', () => {
  it('gives the same bytes for the same seed, and others for another', () => {
    const draw = (seed: number): Uint8Array[] =>
      [...drawParts({ count: 6, seed })].map((part) => part.image.data);
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });

  it('draws as many parts as wished, the share of bad ones as wished, the kinds evenly', () => {
    const labels = [...drawParts({ count: 60, seed: 1, size: 32, defectShare: 0.6 })].map(
      (part) => part.label,
    );
    const count = (label: string): number => labels.filter((other) => other === label).length;
    expect([count('good'), count('scratch'), count('pore'), count('misprint')]).toEqual([24, 12, 12, 12]);
    expect(labels.slice(0, 36)).toContain('good');
  });

  it('names each part differently and keeps difficulties in the wished range', () => {
    const parts = [...drawParts({ count: 20, seed: 2, size: 32, defectShare: 1, difficulty: [0.3, 0.5] })];
    expect(new Set(parts.map((part) => part.name)).size).toBe(20);
    for (const { difficulty } of parts) {
      expect(difficulty).toBeGreaterThanOrEqual(0.3);
      expect(difficulty).toBeLessThanOrEqual(0.5);
    }
  });

  it('refuses values outside their range', () => {
    expect(() => [...drawParts({ count: 1, seed: 1, defectShare: 1.5 })]).toThrow(AppError);
    expect(() => drawPart({ seed: 1, label: 'good', size: 8 })).toThrow(AppError);
  });
});

describe.each(defectKinds)('a %s', (label) => {
  it('changes pixels only inside its region', () => {
    for (const seed of seeds) {
      const { image, region } = drawPart({ seed, label });
      const { places } = compare(image, drawPart({ seed, label: 'good' }).image);
      expect(places.length).toBeGreaterThan(5);
      const beyond = places.filter(
        ({ row, column }) => Math.hypot(row - region!.row, column - region!.column) > region!.radius,
      );
      expect(beyond).toEqual([]);
    }
  });

  it('fades with its difficulty, evenly as its strength does', () => {
    const difficulties = [0, 0.25, 0.5, 0.75, 1];
    const totals = difficulties.map((difficulty) =>
      seeds
        .map((seed) =>
          compare(drawPart({ seed, label, difficulty }).image, drawPart({ seed, label: 'good' }).image),
        )
        .reduce((sum, { total }) => sum + total, 0),
    );
    for (let i = 1; i < totals.length; i++) {
      expect(totals[i]).toBeLessThan(totals[i - 1]);
      // Clipping at black and white and rounding to grey levels take a little from the strongest.
      const share = totals[i] / totals[0];
      expect(Math.abs(share - strengthOf(difficulties[i]))).toBeLessThan(0.08);
    }
  });
});

describe('a good part', () => {
  it('has no region and no difficulty', () => {
    expect(drawPart({ seed: 5, label: 'good', difficulty: 0.7 })).toMatchObject({
      region: null,
      difficulty: 0,
    });
  });

  it('is a grey photograph with dark holes, bright metal and neither black nor white all over', () => {
    const { data, shape } = drawPart({ seed: 5, label: 'good' }).image;
    expect(shape).toEqual([96, 96, 1]);
    const middle = data[48 * 96 + 48];
    const metal = data[48 * 96 + 48 + 29];
    expect(middle).toBeLessThan(60);
    expect(metal).toBeGreaterThan(100);
    expect(data.filter((value) => value === 255).length).toBeLessThan(data.length * 0.02);
  });
});
