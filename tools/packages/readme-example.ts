import fs from 'node:fs';

/** The program in a README that promises to run. */
export interface Example {
  readonly program: string;
  /** What it says, line by line: the comment after `→` behind each `console.log`. */
  readonly says: readonly string[];
}

/** The block of a README that is marked `ts runnable`; the README is its only source. */
export function exampleOf(readme: string): Example {
  const [found, second] = [...fs.readFileSync(readme, 'utf8').matchAll(/^```ts runnable\n(.*?)^```$/gms)];
  if (!found || second) throw new Error(`${readme}: expected one block marked "ts runnable"`);
  const [, program] = found;
  const says = [...program.matchAll(/^\s*console\.log\(.*\); \/\/ → (.*)$/gm)].map(([, words]) => words);
  if (says.length === 0) throw new Error(`${readme}: its example says nothing`);
  return { program, says };
}
