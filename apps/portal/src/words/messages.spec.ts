import fs from 'node:fs';
import path from 'node:path';
import {
  deliveryStates,
  findingKinds,
  runStages,
  runStates,
  versionStates,
  webhookEventTypes,
  webhookTestType,
} from '@millwright/contracts';

const folder = path.resolve(import.meta.dirname, '../../messages');
type Tree = { [key: string]: string | Tree };
const read = (locale: string) =>
  JSON.parse(fs.readFileSync(path.join(folder, `${locale}.json`), 'utf8')) as Tree;
const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );
const en = new Map(flat(read('en')));
const zh = new Map(flat(read('zh')));

/** Names of the values that a message takes: `{count, plural, …}` takes `count`. */
const valuesOf = (message: string) =>
  [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name))].sort();

/** Messages that are the same in both languages because they are a name or a number. */
const sameInBoth = new Set(['dataset.older', 'dataset.picture.hash', 'model.versionNumber']);

describe('the messages', () => {
  it('have the same keys in both languages', () => {
    expect([...zh.keys()]).toEqual([...en.keys()]);
  });

  it('take the same values in both languages', () => {
    for (const [key, english] of en)
      expect([key, valuesOf(zh.get(key) ?? '')]).toEqual([key, valuesOf(english)]);
  });

  it('are written in Chinese where they should be, and only there', () => {
    const isHan = (text: string | undefined) => /\p{Script=Han}/u.test(text ?? '');
    const keys = [...en.keys()];
    expect(keys.filter((key) => !sameInBoth.has(key) && !isHan(zh.get(key)))).toEqual([]);
    expect(keys.filter((key) => isHan(en.get(key)))).toEqual([]);
  });

  it('keep calm: no exclamation marks', () => {
    expect([...en.values(), ...zh.values()].filter((text) => /[!！]/.test(text))).toEqual([]);
  });

  it.each([
    ['state', [...runStates, ...versionStates, ...deliveryStates]],
    ['webhooks.events', [...webhookEventTypes, webhookTestType]],
    ['stages', runStages],
    ['findings.kinds', findingKinds],
    ['findings.sentences', findingKinds],
  ])('%s has a word for everything the contract knows', (place, known) => {
    for (const name of known) expect(en.has(`${place}.${name}`)).toBe(true);
  });
});
