import { gathered } from './gathered.ts';

/** Doubles numbers, keeps what it was asked in one go, and rests until it is told to go on. */
function aDoubler() {
  const asked: (readonly number[])[] = [];
  const waiting: (() => void)[] = [];
  const double = gathered<number, number>(async (keys) => {
    asked.push(keys);
    await new Promise<void>((resolve) => waiting.push(resolve));
    if (keys.includes(13)) throw new Error('thirteen');
    return keys.map((key) => (key < 0 ? new Error('negative') : key * 2));
  });
  const goOn = async () => {
    while (waiting.length === 0) await new Promise(setImmediate);
    waiting.shift()?.();
  };
  return { asked, double, goOn };
}

describe('gathered', () => {
  it('answers the first at once and the ones that come meanwhile together', async () => {
    const { asked, double, goOn } = aDoubler();
    const first = double(1);
    await new Promise(setImmediate);
    const others = [double(2), double(3), double(2)];
    await goOn();
    expect(await first).toBe(2);
    await goOn();
    expect(await Promise.all(others)).toEqual([4, 6, 4]);
    expect(asked).toEqual([[1], [2, 3, 2]]);
  });

  it('tells an error to the one whose it is', async () => {
    const { double, goOn } = aDoubler();
    const both = Promise.allSettled([double(1), double(-1)]);
    await goOn();
    expect(await both).toMatchObject([{ value: 2 }, { reason: { message: 'negative' } }]);
  });

  it('goes on after a call that failed as a whole', async () => {
    const { double, goOn } = aDoubler();
    const failed = expect(double(13)).rejects.toThrow('thirteen');
    await goOn();
    await failed;
    const next = double(4);
    await goOn();
    expect(await next).toBe(8);
  });
});
