// What a generator would write, as JSON on stdout: `node tools/generators/preview.mjs model vision/weld-net`.
import { FsTree } from 'nx/src/generators/tree.js';
import path from 'node:path';

const [name, id] = process.argv.slice(2);
const { default: generate } = await import(`./${name}/generator.mjs`);
const tree = new FsTree(path.resolve(import.meta.dirname, '../..'), false);
await generate(tree, { id });
const changes = tree.listChanges().map(({ path: file, content }) => ({ file, text: String(content) }));
process.stdout.write(JSON.stringify(changes));
