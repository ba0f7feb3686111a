import { tagsSchema, type Tags } from '@millwright/contracts';
import { v1 } from '../api.ts';
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
  const tags = await change(['runs', idOf(id)], given, options, tool);
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
  const version = selector === null ? null : (await resolveModel(tool.api, reference)).version;
  const place = version === null ? ['models', name] : ['models', name, 'versions', version];
  const tags = await change(place, given, options, tool);
  tool.voice.result({ model: name, version, tags }, () => describe(tags, tool));
}

/** Sets, then deletes; gives the tags as they are then. */
async function change(
  place: readonly (string | number)[],
  given: readonly string[],
  { delete: gone = [] }: TagOptions,
  { api }: Tool,
): Promise<Tags> {
  const pairs = given.map(pairOf);
  for (const [key, value] of pairs) await api.send('PUT', v1(...place, 'tags', key), { value }, tagsSchema);
  for (const key of gone) await api.delete(v1(...place, 'tags', key), tagsSchema);
  return api.get(v1(...place, 'tags'), tagsSchema);
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
