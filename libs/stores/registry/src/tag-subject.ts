import type { Tags } from '@millwright/contracts';

/** What a tag hangs on: a run, a registered model, or one of its versions. */
export type TagSubject =
  | { readonly run: string }
  | { readonly model: string }
  | { readonly model: string; readonly version: number };

/**
 * Tags of runs, models and model versions; every change is written into the audit trail together with it. All of them
 * throw what reading their subject throws.
 */
export interface TagsRepository {
  get(subject: TagSubject): Promise<Tags>;
  /** Gives all tags as they are then; a value that it has already is no change. @throws AppError `tag.too-many` */
  set(subject: TagSubject, tag: { key: string; value: string }, by: string): Promise<Tags>;
  /** Gives the tags that are left. @throws AppError `tag.not-found` */
  delete(subject: TagSubject, key: string, by: string): Promise<Tags>;
}
