import { heatPixels } from './heat-colours.ts';

describe('heatPixels', () => {
  it('is transparent where the model did not look and opaque yellow where it looked most', () => {
    const { width, height, data } = heatPixels({ values: [[0, 1]] });
    expect([width, height]).toEqual([2, 1]);
    expect(data[3]).toBe(0);
    expect([...data.slice(4)]).toEqual([255, 225, 60, 255]);
  });

  it('mixes halfway between two colours and clips what is outside', () => {
    // halfway between 0.35 (200, 20, 30) and 0.7 (245, 120, 20)
    expect([...heatPixels({ values: [[0.525]] }).data]).toEqual([223, 70, 25, 134]);
    expect(heatPixels({ values: [[7]] }).data[3]).toBe(255);
  });
});
