import type { KeyScope } from '@millwright/contracts';
import { BadUse } from '../failure.ts';
import { allPages } from '../pages.ts';
import { table } from '../table.ts';
import type { Tool } from '../tool.ts';
import { words } from '../voice.ts';

/** `keys list` */
export async function listKeys({ api, voice }: Tool): Promise<void> {
  const keys = await allPages((query) => api.listKeys({ query }));
  voice.result({ keys }, () =>
    table(
      [
        words('key', '密钥'),
        words('account', '服务账户'),
        words('scopes', '权限范围'),
        words('last used', '最近使用'),
        words('expires', '到期'),
        words('id', '编号'),
      ].map((text) => voice.say(text)),
      keys.map((key) => [
        `${key.prefix}…`,
        key.account,
        key.scopes.join(', '),
        key.lastUsedAt ?? '-',
        key.revokedAt ? voice.say(words('revoked', '已吊销')) : (key.expiresAt ?? '-'),
        key.id,
      ]),
    ),
  );
}

export interface CreateKeyOptions {
  readonly scope: KeyScope[];
  readonly days?: string;
}

/** `keys create ACCOUNT` */
export async function createKey(
  account: string,
  { scope, days }: CreateKeyOptions,
  { api, voice }: Tool,
): Promise<void> {
  if (days !== undefined && !/^(never|[1-9]\d*)$/.test(days))
    throw new BadUse(`--days: expected a number of days or never, received ${days}`);
  const until = days === undefined ? {} : { days: days === 'never' ? null : Number(days) };
  const made = await api.createKey({ body: { account, scopes: scope, ...until } });
  voice.result(made, () =>
    voice.say(
      words(
        `${made.key}\nThis is the only time the key of ${account} is shown.`,
        `${made.key}\n${account} 的密钥只显示这一次。`,
      ),
    ),
  );
}

/** `keys revoke ID` */
export async function revokeKey(id: string, { api, voice }: Tool): Promise<void> {
  const key = await api.revokeKey({ path: { id } });
  voice.result(key, () =>
    voice.say(
      words(
        `The key ${key.prefix}… of ${key.account} is revoked.`,
        `已吊销 ${key.account} 的密钥 ${key.prefix}…。`,
      ),
    ),
  );
}
