// Makes generated/ of the network room, the binaries of the wasm engine, from its AssemblyScript. Does nothing where they are up to date.
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './command/step.mjs';

const room = path.join(root, 'libs/math/network');
const assembly = path.join(room, 'src/engines/wasm/assembly');
const generated = path.join(room, 'generated');
const mark = path.join(generated, '.made-from');

const memory = ['--importMemory', '--noExportMemory', '--sharedMemory', '--initialMemory', '1'];
const common = [
  ...['-O3', '--noAssert', '--runtime', 'stub', ...memory, '--maximumMemory', '65536'],
  ...['--enable', 'simd', '--enable', 'threads', '--enable', 'bulk-memory'],
];
const binaries = { 'plain.wasm': common, 'relaxed.wasm': [...common, '--enable', 'relaxed-simd'] };

function wantedMark() {
  const { version } = createRequire(import.meta.url)('assemblyscript/package.json');
  const hash = crypto.createHash('sha256').update(version).update(JSON.stringify(binaries));
  for (const file of fs.readdirSync(assembly, { recursive: true }).sort())
    if (file.endsWith('.ts')) hash.update(file).update(fs.readFileSync(path.join(assembly, file)));
  return hash.digest('hex');
}

function compile(file, flags) {
  const require = createRequire(import.meta.url);
  const command = path.join(path.dirname(require.resolve('assemblyscript/package.json')), 'bin/asc.js');
  const made = spawnSync(process.execPath, [command, 'index.ts', '--outFile', file, ...flags], {
    cwd: assembly,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`The wasm engine could not be made: ${made.stdout}${made.stderr}`);
}

/**
 * @returns whether anything had to be made
 * @throws Error with what the compiler said
 */
export function generate() {
  const wanted = wantedMark();
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === wanted) return false;
  fs.mkdirSync(generated, { recursive: true });
  const made = Object.entries(binaries).map(([name, flags]) => {
    const file = path.join(generated, `${name}.new`);
    compile(file, flags);
    return [file, path.join(generated, name)];
  });
  // Both or none: who loads one in the meantime gets the former pair.
  for (const [from, to] of made) fs.renameSync(from, to);
  fs.writeFileSync(mark, wanted);
  return true;
}
