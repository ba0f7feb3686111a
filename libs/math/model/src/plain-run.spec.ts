import { plainRun, type Scratch } from './index.ts';

describe('plainRun', () => {
  it('keeps bytes in memory and never asks for an end', () => {
    const run = plainRun();
    const scratch: Scratch = run.scratch('pictures');
    scratch.append(Uint8Array.of(1, 2, 3));
    const into = new Uint8Array(2);
    scratch.read(1, into);
    expect([...into]).toEqual([2, 3]);
    expect(run.signal.aborted).toBe(false);
    expect(run.resume).toBeNull();
  });
  it('tells whoever wants to hear', () => {
    const heard: [string, number, number][] = [];
    const run = plainRun({ seed: 7, metric: (...figure) => void heard.push(figure) });
    run.metric('loss', 1, 0.5);
    expect(run.seed).toBe(7);
    expect(heard).toEqual([['loss', 1, 0.5]]);
  });
});
