import type { Deleted, DeletedItem, Restored } from '@millwright/contracts';
import { allPages } from '../pages.ts';
import { parseDataset } from '../references.ts';
import { table } from '../table.ts';
import type { Tool } from '../tool.ts';
import { words } from '../voice.ts';
import { idOf } from './runs.ts';

/** `models delete N[@V]` */
export async function deleteModel(
  reference: string,
  { confirm }: { confirm?: boolean },
  { api, voice }: Tool,
): Promise<void> {
  const { name, version } = parseDataset(reference);
  const query = { confirm: confirm ? 'true' : 'false' } as const;
  const deleted = await (version === undefined
    ? api.deleteModel({ path: { name }, query })
    : api.deleteModelVersion({ path: { name, version } }));
  voice.result(deleted, () => tellDeleted(deleted, voice));
}

/** `runs delete ID` */
export async function deleteRun(id: string, { api, voice }: Tool): Promise<void> {
  const deleted = await api.deleteRun({ path: { id: idOf(id) } });
  voice.result(deleted, () => tellDeleted(deleted, voice));
}

/** What a deletion came to, in words. */
export function tellDeleted({ deleted, freedBytes, purgeAt }: Deleted, voice: Tool['voice']): string {
  if (purgeAt === null)
    return voice.say(
      words(
        `Deleted ${deleted.join(', ')}; ${freedBytes} bytes freed`,
        `已删除 ${deleted.join('、')}；释放 ${freedBytes} 字节`,
      ),
    );
  return voice.say(
    words(
      `Deleted ${deleted.join(', ')}; until ${purgeAt} it can be restored, then its bytes are freed`,
      `已删除 ${deleted.join('、')}；在 ${purgeAt} 之前可以恢复，之后释放空间`,
    ),
  );
}

/** `datasets restore N[@V]` */
export async function restoreDataset(reference: string, { api, voice }: Tool): Promise<void> {
  const { name, version } = parseDataset(reference);
  tellRestored(
    await (version === undefined
      ? api.restoreDataset({ path: { name } })
      : api.restoreDatasetVersion({ path: { name, version } })),
    voice,
  );
}

/** `models restore N[@V]` */
export async function restoreModel(reference: string, { api, voice }: Tool): Promise<void> {
  const { name, version } = parseDataset(reference);
  tellRestored(
    await (version === undefined
      ? api.restoreModel({ path: { name } })
      : api.restoreModelVersion({ path: { name, version } })),
    voice,
  );
}

/** `runs restore ID` */
export async function restoreRun(id: string, { api, voice }: Tool): Promise<void> {
  tellRestored(await api.restoreRun({ path: { id: idOf(id) } }), voice);
}

const tellRestored = (result: Restored, voice: Tool['voice']): void =>
  voice.result(result, () =>
    voice.say(words(`${result.restored.join(', ')} is back.`, `已恢复 ${result.restored.join('、')}。`)),
  );

/** `deleted list` */
export async function listDeleted({ api, voice }: Tool): Promise<void> {
  const deleted = await allPages((query) => api.listDeleted({ query }));
  voice.result({ deleted }, () =>
    table(
      [
        words('what', '内容'),
        words('deleted', '删除时间'),
        words('by', '操作者'),
        words('goes', '彻底删除'),
      ].map((text) => voice.say(text)),
      deleted.map((item) => [nameOf(item), item.deletedAt, item.deletedBy, item.purgeAt]),
    ),
  );
}

const nameOf = ({ noun, name, version, id }: DeletedItem): string =>
  noun === 'run' ? `run ${id}` : `${noun} ${name}@${version}`;

/** `deleted purge` */
export async function purgeDeleted({ api, voice }: Tool): Promise<void> {
  const result = await api.purgeDeleted();
  voice.result(result, () =>
    voice.say(words(`${result.freedBytes} bytes are free.`, `已释放 ${result.freedBytes} 字节。`)),
  );
}
