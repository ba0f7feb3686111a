import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { root } from './workspace.ts';

/** Photographs of the demonstration plant in a folder per class, made by the tool a person would use. */
export function drawParts(
  folder: string,
  { count, seed, hardest }: { count: number; seed: number; hardest: number },
): void {
  const wish = ['--count', count, '--seed', seed, '--hardest', hardest].map(String);
  execFileSync(process.execPath, [path.join(root, 'tools/run.mjs'), 'tools/plant/main.ts', folder, ...wish], {
    cwd: root,
    stdio: 'ignore',
  });
}
