// `npx nx g model vision/NAME`: the files of a model in the shape of its family, and its line in the family's index.
import { formatFiles } from '@nx/devkit';
import fs from 'node:fs';
import path from 'node:path';

const templates = import.meta.dirname;
const families = fs
  .readdirSync(templates, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** `weld-net` as it is written where it is a name in code, and where people read it. */
function namesOf(id) {
  const [family, name, ...rest] = id.split('/');
  if (!families.includes(family) || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name ?? '') || rest.length > 0)
    throw new Error(
      `Expected ${families.map((known) => `${known}/NAME`).join(' or ')} with NAME like weld-net, received "${id}".`,
    );
  const camel = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  const spaced = name.replaceAll('-', ' ');
  return { id, family, name, camel, title: spaced[0].toUpperCase() + spaced.slice(1) };
}

const filled = (text, names) => text.replace(/\{\{(\w+)\}\}/g, (_, key) => names[key]);

/** The family's index with the new model in it; says what it looked for where it does not find it. */
function withModel(index, file, { name, camel, family }) {
  const places = [
    [
      /(import \{[^}]*\} from '\.\/[a-z0-9-]+\/index\.ts';\n)(?![\s\S]*from '\.\/[a-z0-9-]+\/index\.ts')/,
      `$1import { ${camel} } from './${name}/index.ts';\n`,
    ],
    [/^export \{([^}]*?),?\s*\};$/m, `export {$1, ${camel} };`],
    [new RegExp(`(${family}Models = \\[)([^\\]]*?),?\\s*\\]`), `$1$2, ${camel}]`],
  ];
  return places.reduce((text, [pattern, change]) => {
    if (!pattern.test(text))
      throw new Error(`${file} has no line like ${pattern}; add the model there by hand.`);
    return text.replace(pattern, change);
  }, index);
}

/** @param tree - Nx's view of the workspace; @param options - { id } such as vision/weld-net */
export default async function generate(tree, { id }) {
  const names = namesOf(id);
  const room = `libs/families/${names.family}/src`;
  const folder = `${room}/${names.name}`;
  if (tree.exists(folder)) throw new Error(`${folder} exists already.`);
  for (const template of fs.readdirSync(path.join(templates, names.family))) {
    const text = fs.readFileSync(path.join(templates, names.family, template), 'utf8');
    const file = template.replace('NAME', names.name).replace(/\.template$/, '');
    tree.write(`${folder}/${file}`, filled(text, names));
  }
  const index = `${room}/index.ts`;
  tree.write(index, withModel(tree.read(index, 'utf8'), index, names));
  await formatFiles(tree);
}
