import fs from 'node:fs';
import path from 'node:path';
import { read, root, writtenFiles } from './files.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

/** Relative imports and re-exports that remain when types are gone. */
function importsOf(file: string): string[] {
  const statement = /^(?:import|export)\s(?!type\s)[^;]*?from\s+'(\.{1,2}\/[^']+)';|^import\s+'(\.[^']+)';/gm;
  return [...read(file).matchAll(statement)]
    .filter(([text]) => !/^(import|export)\s*\{(\s*type\s[^,}]*,?)+\s*\}/.test(text))
    .map(([, named, bare]) => path.posix.join(path.posix.dirname(file), named ?? bare));
}

/** Files that reach themselves through their imports: each circle once, as its chain. */
function circles(graph: Graph): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, chain: readonly string[]): void => {
    const start = chain.indexOf(file);
    if (start >= 0) found.push([...chain.slice(start), file].join(' -> '));
    if (start >= 0 || done.has(file)) return;
    for (const target of graph.get(file) ?? []) visit(target, [...chain, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

const extended = (file: string): string =>
  [file, `${file}.ts`, `${file}.tsx`, `${file}/index.ts`].find((name) =>
    fs.statSync(path.join(root, name), { throwIfNoEntry: false })?.isFile(),
  ) ?? file;

describe('files', () => {
  it('import no file that imports them', () => {
    const files = writtenFiles().filter((file) => /\.(tsx?|mjs)$/.test(file));
    const graph = new Map(files.map((file) => [file, importsOf(file).map(extended)]));
    expect([...graph.values()].flat().length).toBeGreaterThan(50);
    expect(circles(graph)).toEqual([]);
  });

  it('would be reported with the chain of the circle', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b']],
    ]);
    expect(circles(graph)).toEqual(['b -> c -> b']);
  });
});
