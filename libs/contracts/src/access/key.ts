import { z } from 'zod';
import { nameSchema } from '../datasets/dataset.ts';
import { keyScopes } from './permissions.ts';

const yearInDays = 366;

/** A key of a back end, without the key. */
export const apiKeySchema = z
  .object({
    id: z.uuid(),
    /** The service account that acts with it; an account may have several keys. */
    account: z.string(),
    /** Its first characters, to tell keys apart. */
    prefix: z.string(),
    scopes: z.array(z.enum(keyScopes)),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
    /** To the minute. */
    lastUsedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKeyView = z.infer<typeof apiKeySchema>;

/** `POST /api/v1/keys` */
export const createKeySchema = z
  .object({
    account: nameSchema,
    scopes: z.array(z.enum(keyScopes)).min(1).max(keyScopes.length),
    /** Days until it expires; null: it does not. */
    days: z
      .int()
      .min(1)
      .max(10 * yearInDays)
      .nullable()
      .default(yearInDays)
      .meta({ examples: [90] }),
  })
  .meta({ id: 'CreateKey' });
export type CreateKey = z.output<typeof createKeySchema>;

/** A new key: the only time that it is shown. */
export const newKeySchema = apiKeySchema.extend({ key: z.string() }).meta({ id: 'NewKey' });
export type NewKey = z.infer<typeof newKeySchema>;
