import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ApiKeyView, CreateKey, NewKey, Page, PageQuery } from '@millwright/contracts';
import type { Registry } from '@millwright/registry';
import { hashOfKey, keyPrefix } from '../platform/access.middleware.ts';
import type { Caller } from '../platform/caller.ts';
import { REGISTRY } from '../platform/tokens.ts';

const dayMs = 24 * 3600 * 1000;
/** Characters that are shown: the prefix and four more of 43. */
const shown = keyPrefix.length + 4;

@Injectable()
export class KeysService {
  constructor(@Inject(REGISTRY) private readonly registry: Registry) {}

  list(query: PageQuery): Promise<Page<ApiKeyView>> {
    return this.registry.keys.list(query);
  }

  async create({ account, scopes, days }: CreateKey, { by }: Caller): Promise<NewKey> {
    const key = keyPrefix + randomBytes(32).toString('base64url');
    const view = await this.registry.keys.add({
      account,
      scopes: [...new Set(scopes)],
      hash: hashOfKey(key),
      prefix: key.slice(0, shown),
      createdBy: by,
      expiresAt: days === null ? null : new Date(Date.now() + days * dayMs).toISOString(),
    });
    await this.audit('key.create', view, by);
    return { ...view, key };
  }

  /** @throws AppError `access.key-not-found` */
  async revoke(id: string, { by }: Caller): Promise<ApiKeyView> {
    const view = await this.registry.keys.revoke(id);
    await this.audit('key.revoke', view, by);
    return view;
  }

  private async audit(
    action: string,
    { id, account, scopes, expiresAt }: ApiKeyView,
    by: string,
  ): Promise<void> {
    await this.registry.audit.append({
      by,
      action,
      subject: `key:${id}`,
      details: { account, scopes, expiresAt },
    });
  }
}
