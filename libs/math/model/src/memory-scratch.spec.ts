import { memoryScratch } from './memory-scratch.ts';

describe('memoryScratch', () => {
  it('gives back what was appended, across its growth', () => {
    const scratch = memoryScratch();
    const block = Uint8Array.from({ length: 50_000 }, (_, i) => i % 251);
    for (let i = 0; i < 5; i++) scratch.append(block);
    const into = new Uint8Array(100_000);
    scratch.read(125_000, into);
    expect([...into].every((value, i) => value === ((125_000 + i) % 50_000) % 251)).toBe(true);
  });

  it('refuses to read past its end', () => {
    const scratch = memoryScratch();
    scratch.append(new Uint8Array(3));
    expect(() => scratch.read(2, new Uint8Array(2))).toThrow('scratch');
  });
});
