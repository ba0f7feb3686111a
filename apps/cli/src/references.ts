import { parseModelRef, type ModelView } from '@millwright/contracts';
import { BadUse, Failure } from './failure.ts';
import type { Tool } from './tool.ts';

export interface DatasetReference {
  readonly name: string;
  readonly version: number | undefined;
}

/** `name` or `name@3`. @throws BadUse */
export function parseDataset(text: string): DatasetReference {
  const [name, version, ...more] = text.split('@');
  if (!name || more.length > 0 || (version !== undefined && !/^[1-9]\d*$/.test(version)))
    throw new BadUse(`expected NAME or NAME@VERSION, received ${text}`);
  return { name, version: version === undefined ? undefined : Number(version) };
}

/**
 * The version that `name`, `name@champion` or `name@3` means; without a selector the champion, else the newest.
 *
 * @throws BadUse; ApiFailure `model.not-found`; Failure `model.not-trained`
 */
export async function resolveModel(
  { api, voice }: Pick<Tool, 'api' | 'voice'>,
  text: string,
): Promise<{ name: string; version: number }> {
  const { name, selector } = readReference(text);
  if (typeof selector === 'number') return { name, version: selector };
  const model = await api.getModel({ path: { name } });
  const wanted =
    versionOf(model, selector ?? 'champion') ?? (selector === null ? model.latest.version : undefined);
  if (wanted === undefined)
    throw Failure.of('model.not-trained', { model: name, version: String(selector) }, voice.locale);
  return { name, version: wanted };
}

/** `name`, `name@champion` or `name@3`. @throws BadUse */
export function readReference(text: string): ReturnType<typeof parseModelRef> {
  try {
    return parseModelRef(text);
  } catch {
    throw new BadUse(`expected NAME, NAME@champion or NAME@VERSION, received ${text}`);
  }
}

const versionOf = (model: ModelView, alias: string): number | undefined =>
  model.aliases.find((candidate) => candidate.alias === alias)?.version;

/** A version number of the command line. @throws BadUse */
export function parseVersion(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new BadUse(`expected a version such as 3, received ${text}`);
  return Number(text);
}

/** An id of the command line; `noun` says of what. @throws BadUse */
export function parseId(text: string, noun: 'run' | 'webhook'): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
    throw new BadUse(`ID: expected the id of a ${noun}, received ${text}`);
  return text;
}
