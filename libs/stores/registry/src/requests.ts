/** A request as its sender names it. */
export interface RequestName {
  readonly principal: string;
  readonly key: string;
}

export type Claim =
  | { readonly state: 'claimed' | 'unanswered' | 'another' }
  | { readonly state: 'answered'; readonly body: string; readonly location: string | null };

/** Requests that are done once, whatever their senders repeat. */
export interface RequestsRepository {
  /**
   * Takes a request up: `claimed` by this call alone; `another` where the key named a different request; `answered` or
   * still `unanswered` where it was claimed before, within a day.
   */
  claim(request: RequestName & { readonly requestHash: string }, now?: Date): Promise<Claim>;
  answer(request: RequestName, answer: { body: string; location: string | null }): Promise<void>;
  /** Gives a claim back whose work came to nothing. */
  release(request: RequestName): Promise<void>;
}
