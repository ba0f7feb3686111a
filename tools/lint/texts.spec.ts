import fs from 'node:fs';
import path from 'node:path';
import { read, root, writtenFiles } from './files.ts';

const files = writtenFiles();
const texts = files.filter((file) =>
  /\.([mc]?[jt]sx?|md|json|ya?ml|css|prisma|Dockerfile|py|sh)$|^\.ci\//.test(file),
);
const code = texts.filter((file) => /\.([mc]?[jt]sx?)$/.test(file));

/** Lines that match, as `file:line`. */
const found = (among: readonly string[], pattern: RegExp): string[] =>
  among.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  );

/** Written in pieces: this file is one of those it reads. */
const pattern = (...pieces: string[]): RegExp => new RegExp(pieces.join(''));

describe('what is written in the workspace', () => {
  it('is found: the rooms of this test are the rooms of the workspace', () => {
    expect(files).toEqual(expect.arrayContaining(['package.json', 'libs/contracts/src/index.ts']));
    expect(code.length).toBeGreaterThan(50);
  });

  it('names no path of one machine', () => {
    expect(found(texts, pattern('(^|[\\s\'"`(=:])/', '(work|home|root|Users)/[a-z]'))).toEqual([]);
  });

  it('gives a reason beside every rule it switches off', () => {
    const switched = found(code, pattern('eslint-', 'disable'));
    const explained = found(code, pattern('eslint-', 'disable[a-z-]* [@a-z/, -]+ -- \\S'));
    expect(switched.filter((place) => !explained.includes(place))).toEqual([]);
  });

  it('leaves nothing for later', () => {
    expect(found(texts, pattern('\\b(TO', 'DO|FIX', 'ME|XX', 'X)\\b'))).toEqual([]);
  });

  it('keeps helpers in the room whose idea they serve: no folder for everything', () => {
    const everything = /(^|\/)(common|shared|utils?|core|types|helpers?|misc)\//;
    expect(files.filter((file) => everything.test(file))).toEqual([]);
  });

  it('writes relative imports of TypeScript with their extension', () => {
    // The portal's bundler and AssemblyScript's compiler each have a rule of their own.
    const others = /^apps\/portal\/|\/engines\/wasm\/assembly\//;
    const typescript = code.filter((file) => /\.tsx?$/.test(file) && !others.test(file));
    expect(found(typescript, /^(import|export)\b.*from '\.{1,2}\/[^']*(?<!\.(ts|mjs|json))';$/)).toEqual([]);
  });

  it('links to files that exist', () => {
    const broken = texts
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) =>
        [...read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
          .map(([, target]) => path.join(path.dirname(file), target))
          .filter((target) => !fs.existsSync(path.join(root, target)))
          .map((target) => `${file} -> ${target}`),
      );
    expect(broken).toEqual([]);
  });
});
