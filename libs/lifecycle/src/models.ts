import {
  AppError,
  type Alias,
  type AliasMove,
  type Deleted,
  type ExportFormat,
  type HeatMap,
  type MoveAlias,
  type ReturnAlias,
} from '@millwright/contracts';
import { readImage } from '@millwright/readers';
import type { ModelCache } from './model-cache.ts';
import { deleteSubject } from './deletions.ts';
import type { Stores } from './stores.ts';

/** See {@link Lifecycle.moveAlias}. */
export async function moveAlias(
  { registry }: Stores,
  name: string,
  alias: Alias,
  request: MoveAlias,
  by: string,
): Promise<AliasMove> {
  const move = await registry.models.moveAlias(name, alias, { ...request, by });
  await registry.audit.append({
    by,
    action: 'model.alias',
    subject: `model:${name}`,
    details: { alias, from: move.from, to: move.to },
  });
  return move;
}

/** See {@link Lifecycle.returnAlias}. */
export async function returnAlias(
  { registry }: Stores,
  name: string,
  alias: Alias,
  { note }: ReturnAlias,
  by: string,
): Promise<AliasMove> {
  const move = await registry.models.returnAlias(name, alias, { by, note });
  await registry.audit.append({
    by,
    action: 'model.alias',
    subject: `model:${name}`,
    details: { alias, from: move.from, to: move.to, returned: true },
  });
  return move;
}

/** See {@link Lifecycle.clearAlias}. */
export async function clearAlias(
  { registry }: Stores,
  name: string,
  alias: Alias,
  by: string,
  note?: string,
): Promise<AliasMove | null> {
  const { aliases } = await registry.models.get(name);
  if (!aliases.some((one) => one.alias === alias)) return null;
  const move = await registry.models.moveAlias(name, alias, { version: null, by, note });
  await registry.audit.append({
    by,
    action: 'model.alias',
    subject: `model:${name}`,
    details: { alias, from: move.from, to: null },
  });
  return move;
}

/** See {@link Lifecycle.explainCase}. */
export async function explainCase(
  { registry, artifacts }: Stores,
  cache: ModelCache,
  name: string,
  number: number,
  index: number,
): Promise<HeatMap> {
  const version = await registry.models.version(name, number);
  const { item } = await registry.models.case(name, number, index);
  const image = await readImage(await artifacts.read(item.hash), { file: item.path });
  const [map] = await cache.use(version, (model) => model.explain([{ image }]));
  return map;
}

/** See {@link Lifecycle.exportModel}. */
export async function exportModel(
  { registry }: Stores,
  cache: ModelCache,
  name: string,
  number: number,
  format: ExportFormat,
): Promise<Uint8Array> {
  const version = await registry.models.version(name, number);
  return cache.use(version, (model) => model.exportAs(format));
}

/** See {@link Lifecycle.deleteModelVersion}. */
export async function deleteModelVersion(
  stores: Stores,
  cache: ModelCache,
  name: string,
  number: number,
  by: string,
): Promise<Deleted> {
  const version = await stores.registry.models.version(name, number);
  const deleted = await deleteSubject(stores, { model: name, version: number }, { by });
  cache.drop(version.run);
  return deleted;
}

/** See {@link Lifecycle.deleteModel}. */
export async function deleteModel(
  stores: Stores,
  cache: ModelCache,
  name: string,
  by: string,
  confirmed = false,
): Promise<Deleted> {
  const { registry } = stores;
  const { aliases } = await registry.models.get(name);
  if (aliases.length > 0 && !confirmed)
    throw new AppError('model.in-use', {
      model: name,
      version: aliases[0].version,
      alias: aliases[0].alias,
    });
  const versions = await registry.models.versions(name);
  const deleted = await deleteSubject(stores, { model: name }, { by });
  for (const { run } of versions) cache.drop(run);
  return deleted;
}
