import { remainingSeconds } from './upload.ts';

describe('remainingSeconds', () => {
  it('takes the speed so far: a quarter sent in 10 s leaves 30 s', () => {
    expect(remainingSeconds({ sent: 25, total: 100, seconds: 10 })).toBe(30);
    expect(remainingSeconds({ sent: 100, total: 100, seconds: 10 })).toBe(0);
  });

  it('says nothing before there is a speed', () => {
    expect(remainingSeconds({ sent: 0, total: 100, seconds: 3 })).toBeNull();
    expect(remainingSeconds({ sent: 50, total: 100, seconds: 0.1 })).toBeNull();
  });
});
