import { z } from 'zod';
import { pageOf } from '../pages.ts';

/** What a deletion came to: everything waits first, so that it can be restored, unless the waiting time is none. */
export const deletedSchema = z
  .object({
    /** Freed now; 0 while it waits. */
    freedBytes: z.int(),
    deleted: z.array(z.string()),
    /** From when on it is really deleted; null where it is already. */
    purgeAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Deleted' });
export type Deleted = z.infer<typeof deletedSchema>;

/** Something that was deleted and waits. */
export const deletedItemSchema = z
  .object({
    noun: z.enum(['dataset', 'model', 'run']),
    /** Of a run: the name its model was to have. */
    name: z.string(),
    /** Of a run: null. */
    version: z.int().nullable(),
    id: z.uuid(),
    /** Of its files; those that something else needs stay when it goes. */
    bytes: z.int(),
    deletedAt: z.iso.datetime(),
    deletedBy: z.string(),
    purgeAt: z.iso.datetime(),
  })
  .meta({ id: 'DeletedItem' });
export type DeletedItem = z.infer<typeof deletedItemSchema>;

/** `GET /api/v1/deleted` */
export const deletedPageSchema = pageOf(deletedItemSchema)
  .extend({ waitDays: z.number() })
  .meta({ id: 'DeletedPage' });
export type DeletedPage = z.infer<typeof deletedPageSchema>;

/** `POST /api/v1/deleted:purge` */
export const purgedSchema = z.object({ freedBytes: z.int() }).meta({ id: 'Purged' });
export type Purged = z.infer<typeof purgedSchema>;

export const restoredSchema = z.object({ restored: z.array(z.string()) }).meta({ id: 'Restored' });
export type Restored = z.infer<typeof restoredSchema>;
