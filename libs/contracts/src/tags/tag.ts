import { z } from 'zod';

/** Most tags that one run, model or model version may have. */
export const mostTags = 100;

/** Begins with a letter, a digit or an underscore, so that it can stand in an address. */
export const tagKeySchema = z
  .string()
  .regex(
    /^[\p{L}\p{N}_][\p{L}\p{N}_./: -]{0,249}$/u,
    'expected 1 to 250 letters, digits, spaces and _ . / : -, beginning with a letter, a digit or _',
  );
export const tagValueSchema = z.string().max(5000);

/** Key to value, both texts, as MLflow has them. */
export const tagsSchema = z.record(z.string(), z.string()).meta({ id: 'Tags' });
export type Tags = z.infer<typeof tagsSchema>;

/** `PUT …/tags/:key` */
export const setTagSchema = z.object({ value: tagValueSchema }).meta({ id: 'SetTag' });
export type SetTag = z.output<typeof setTagSchema>;
