import { z } from 'zod';

/** Yes or no where everything is text: in a query, in a field of a form. */
export const flagSchema = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Question for one page of a list; `cursor` is what the page before gave as `nextCursor`. */
export const pageQuerySchema = z.object({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export type PageQuery = z.output<typeof pageQuerySchema>;

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int() });
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total: number;
}
