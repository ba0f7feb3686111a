import type { PlatformEvent } from '@millwright/contracts';
import type { FilesToSend } from './form.ts';
import type { operations } from './generated/api.ts';

/** What may be said with any question. */
export interface AskOptions {
  readonly signal?: AbortSignal;
  /** The same question with the same key is done once; only where the operation takes it. */
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Path or query, where the operation has one. */
type Part<Op, Key extends 'path' | 'query'> = Op extends { parameters: { [K in Key]: infer Given } }
  ? { readonly [K in Key]: Given }
  : Op extends { parameters: { [K in Key]?: infer Given } }
    ? [Given] extends [undefined]
      ? unknown
      : { readonly [K in Key]?: Given }
    : unknown;

type Body<Op> = Op extends { requestBody: { content: { 'application/json': infer Given } } }
  ? { readonly body: Given }
  : Op extends { requestBody: { content: { 'multipart/form-data': infer Given } } }
    ? { readonly form: Omit<Given, 'files'>; readonly files: FilesToSend }
    : unknown;

/** What an operation is asked with. */
export type Question<Op> = Part<Op, 'path'> & Part<Op, 'query'> & Body<Op> & AskOptions;

type Good<Op> = Op extends { responses: infer Responses }
  ? Responses[Extract<keyof Responses, 200 | 201 | 202>]
  : never;

/** What an operation gives: its JSON, its events one by one, the response with its bytes unread, or nothing. */
export type Answer<Op> = [Good<Op>] extends [never]
  ? Promise<void>
  : Good<Op> extends { content: { 'application/json': infer Given } }
    ? Promise<Given>
    : Good<Op> extends { content: { 'text/event-stream': unknown } }
      ? AsyncGenerator<PlatformEvent>
      : Promise<Response>;

/** A function for each operation of the api, by the name that its description gives it. */
export type Operations = {
  readonly [Id in keyof operations]: (
    ...question: Record<string, never> extends Question<operations[Id]>
      ? [question?: Question<operations[Id]>]
      : [question: Question<operations[Id]>]
  ) => Answer<operations[Id]>;
};
