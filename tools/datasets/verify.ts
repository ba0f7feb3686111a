// `node tools/run.mjs tools/datasets/verify.ts [NAME…] [--json]`: whether the public datasets under DATASETS_DIR (default
// ../shared/data) are the files that the manifests beside this script name. Exit 1 where one is not.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readManifests, verifyDataset } from './manifest.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const datasets = process.env.DATASETS_DIR ?? path.join(import.meta.dirname, '../../../shared/data');
const manifests = await readManifests(import.meta.dirname);
const unknown = positionals.filter((name) => !manifests.some((manifest) => manifest.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `No manifest for ${unknown.join(', ')}; known: ${manifests.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exit(2);
}
const chosen = manifests.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const files = (await Promise.all(chosen.map((manifest) => verifyDataset(manifest, datasets)))).flat();
const wrong = files.filter(({ state }) => state !== 'right');
if (values.json) process.stdout.write(`${JSON.stringify({ datasets, files })}\n`);
else {
  for (const { path: name, state } of wrong) process.stdout.write(`${state.padEnd(12)}${name}\n`);
  process.stdout.write(`${files.length - wrong.length} of ${files.length} files in ${datasets} are right.\n`);
}
process.exitCode = wrong.length > 0 ? 1 : 0;
