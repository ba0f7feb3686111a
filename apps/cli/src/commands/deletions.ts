import {
  deletedPageSchema,
  deletedSchema,
  purgedSchema,
  restoredSchema,
  type Deleted,
  type DeletedItem,
} from '@millwright/contracts';
import { v1 } from '../api.ts';
import { parseDataset } from '../references.ts';
import { table } from '../table.ts';
import type { Tool } from '../tool.ts';
import { words } from '../voice.ts';
import { idOf } from './runs.ts';

type Noun = 'datasets' | 'models' | 'runs';

/** The address of a dataset, a model, one of their versions, or a run. */
function placeOf(noun: Noun, reference: string): string {
  if (noun === 'runs') return v1('runs', idOf(reference));
  const { name, version } = parseDataset(reference);
  return version === undefined ? v1(noun, name) : v1(noun, name, 'versions', version);
}

/** `models delete N[@V]`, `runs delete ID` */
export const deleteThing =
  (noun: 'models' | 'runs') =>
  async (reference: string, { confirm }: { confirm?: boolean }, { api, voice }: Tool): Promise<void> => {
    const place = placeOf(noun, reference);
    const result = await api.delete(place, deletedSchema, { confirm: confirm || undefined });
    voice.result(result, () => tellDeleted(result, voice));
  };

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

/** `datasets restore N[@V]`, `models restore N[@V]`, `runs restore ID` */
export const restoreThing =
  (noun: Noun) =>
  async (reference: string, { api, voice }: Tool): Promise<void> => {
    const result = await api.send('POST', `${placeOf(noun, reference)}:restore`, {}, restoredSchema);
    voice.result(result, () =>
      voice.say(words(`${result.restored.join(', ')} is back.`, `已恢复 ${result.restored.join('、')}。`)),
    );
  };

/** `deleted list` */
export async function listDeleted({ api, voice }: Tool): Promise<void> {
  const deleted: DeletedItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.get(v1('deleted'), deletedPageSchema, { limit: 500, cursor });
    deleted.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
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
  const result = await api.send('POST', `${v1('deleted')}:purge`, {}, purgedSchema);
  voice.result(result, () =>
    voice.say(words(`${result.freedBytes} bytes are free.`, `已释放 ${result.freedBytes} 字节。`)),
  );
}
