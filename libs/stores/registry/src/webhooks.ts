import type {
  ChangeWebhook,
  CreateWebhook,
  DeliveryQuery,
  DeliveryView,
  ItemProblem,
  Locale,
  Page,
  PageQuery,
  WebhookMessage,
  WebhookView,
} from '@millwright/contracts';

/** A new subscription; its id is given, because the secret is sealed for it alone. */
export interface NewWebhookRow extends CreateWebhook {
  readonly id: string;
  /** Sealed. */
  readonly secret: string;
  readonly createdBy: string;
}

/** A delivery that one sender has taken up. */
export interface TakenDelivery {
  readonly id: string;
  readonly webhook: string;
  readonly url: string;
  /** Sealed, the newest first; the one of before only while it counts. */
  readonly secrets: readonly string[];
  /** Id of the event, the same with every try. */
  readonly event: string;
  readonly message: WebhookMessage;
  /** Which try this is, from 1. */
  readonly attempt: number;
}

/** What came of a try. */
export interface Tried {
  readonly at: Date;
  readonly seconds: number;
  readonly status: number | null;
  /** First bytes of the answer, as text. */
  readonly answer: string | null;
  readonly error: ItemProblem | null;
}

/** What becomes of a delivery after a try; `gone` switches its subscription off. */
export type DeliveryOutcome =
  | { readonly state: 'delivered' }
  | { readonly state: 'failed'; readonly gone?: boolean }
  | { readonly state: 'waiting'; readonly nextTryAt: Date };

/**
 * Subscriptions of other back ends, and the events on their way to them. Events come in with the changes they tell of (see
 * `announce`), one delivery for each subscription that is enabled at that moment. Methods that take an id throw
 * `webhook.not-found`.
 */
export interface WebhooksRepository {
  add(webhook: NewWebhookRow): Promise<WebhookView>;
  /** Newest first. */
  list(query: PageQuery): Promise<Page<WebhookView>>;
  get(id: string): Promise<WebhookView>;
  change(id: string, changes: ChangeWebhook): Promise<WebhookView>;
  /** Everything that waits for it, and its log, goes with it. */
  remove(id: string): Promise<WebhookView>;
  /** Takes a new secret; the one of now counts until `previousUntil`. */
  rotate(id: string, secret: string, previousUntil: Date): Promise<WebhookView>;

  /** The log, newest first. */
  deliveries(id: string, query: DeliveryQuery, locale?: Locale): Promise<Page<DeliveryView>>;
  /** @throws AppError `webhook.no-delivery` */
  delivery(id: string, delivery: string, locale?: Locale): Promise<DeliveryView>;
  /**
   * Sends once more, now; where that fails it goes on as the schedule says for so many tries.
   *
   * @throws AppError `webhook.no-delivery`, `webhook.disabled`
   */
  redeliver(id: string, delivery: string, now: Date, locale?: Locale): Promise<DeliveryView>;

  /** A delivery of the event `webhook.test`, taken up by the caller. */
  test(id: string, now: Date, lease: Date): Promise<TakenDelivery>;
  /**
   * Takes up what is due: at most `limit`, one for each subscription that is enabled and not among the `busy`. What is not
   * settled by `lease` may be taken again, because its sender is dead.
   */
  take(options: { now: Date; lease: Date; limit: number; busy: readonly string[] }): Promise<TakenDelivery[]>;
  /** Keeps what came of a try, unless another sender has taken the delivery up since; says whether it was kept. */
  settle(taken: TakenDelivery, tried: Tried, outcome: DeliveryOutcome): Promise<boolean>;
  /** Gives a delivery back as if it had not been taken. */
  release(taken: TakenDelivery, now: Date): Promise<void>;
  /** Removes events of before, with their deliveries; says how many. */
  prune(before: Date): Promise<number>;
}
