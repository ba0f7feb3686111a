import type { Tags } from '@millwright/contracts';
import { BadUse } from '../failure.ts';
import { readReference, resolveModel } from '../references.ts';
import { list } from '../table.ts';
import type { Tool } from '../tool.ts';
import { words } from '../voice.ts';
import { idOf } from './runs.ts';

export interface TagOptions {
  readonly delete?: readonly string[];
}

/** `runs tag ID [KEY=VALUE…] [--delete KEY…]` */
export async function tagRun(
  id: string,
  given: readonly string[],
  options: TagOptions,
  tool: Tool,
): Promise<void> {
  const { api } = tool;
  const path = { id: idOf(id) };
  const tags = await change(given, options, {
    get: () => api.getRunTags({ path }),
    set: (key, value) => api.setRunTag({ path: { ...path, key }, body: { value } }),
    delete: (key) => api.deleteRunTag({ path: { ...path, key } }),
  });
  tool.voice.result({ run: id, tags }, () => describe(tags, tool));
}

/** `models tag N[@V] [KEY=VALUE…] [--delete KEY…]`: of the model itself where no version is named. */
export async function tagModel(
  reference: string,
  given: readonly string[],
  options: TagOptions,
  tool: Tool,
): Promise<void> {
  const { name, selector } = readReference(reference);
  const version = selector === null ? null : (await resolveModel(tool, reference)).version;
  const tags = await change(
    given,
    options,
    version === null ? ofModel(name, tool) : ofVersion(name, version, tool),
  );
  tool.voice.result({ model: name, version, tags }, () => describe(tags, tool));
}

/** The tags of one thing. */
interface Tagged {
  get(): Promise<Tags>;
  set(key: string, value: string): Promise<Tags>;
  delete(key: string): Promise<Tags>;
}

const ofModel = (name: string, { api }: Tool): Tagged => ({
  get: () => api.getModelTags({ path: { name } }),
  set: (key, value) => api.setModelTag({ path: { name, key }, body: { value } }),
  delete: (key) => api.deleteModelTag({ path: { name, key } }),
});

const ofVersion = (name: string, version: number, { api }: Tool): Tagged => ({
  get: () => api.getModelVersionTags({ path: { name, version } }),
  set: (key, value) => api.setModelVersionTag({ path: { name, version, key }, body: { value } }),
  delete: (key) => api.deleteModelVersionTag({ path: { name, version, key } }),
});

/** Sets, then deletes; gives the tags as they are then. */
async function change(
  given: readonly string[],
  { delete: gone = [] }: TagOptions,
  tagged: Tagged,
): Promise<Tags> {
  const pairs = given.map(pairOf);
  for (const [key, value] of pairs) await tagged.set(key, value);
  for (const key of gone) await tagged.delete(key);
  return tagged.get();
}

function pairOf(word: string): [string, string] {
  const at = word.indexOf('=');
  if (at < 1) throw new BadUse(`expected KEY=VALUE, received ${word}`);
  return [word.slice(0, at), word.slice(at + 1)];
}

const describe = (tags: Tags, { voice }: Tool): string =>
  Object.keys(tags).length === 0
    ? voice.say(words('No tags.', '没有标签。'))
    : list(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1)));
