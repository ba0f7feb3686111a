import { Attempts } from './attempts.ts';

describe('Attempts', () => {
  const failing = (times: number[]) => {
    const attempts = new Attempts({ limit: 3, perSeconds: 60 });
    for (const time of times) attempts.failed('one', time);
    return attempts;
  };

  it('lets a sender try again below the limit', () => {
    expect(failing([0, 1000]).waitFor('one', 2000)).toBe(0);
  });

  it('makes a sender wait until the oldest of the failures is a window old', () => {
    expect(failing([0, 1000, 2000]).waitFor('one', 10_000)).toBe(50);
  });

  it('forgets what lies outside the window', () => {
    expect(failing([0, 1000, 2000]).waitFor('one', 60_500)).toBe(0);
  });

  it('counts each sender alone', () => {
    expect(failing([0, 1000, 2000]).waitFor('another', 3000)).toBe(0);
  });
});
