import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type {
  ChangeWebhook,
  CreateWebhook,
  DeliveryQuery,
  DeliveryView,
  NewWebhook,
  Page,
  PageQuery,
  RotateSecret,
  WebhookView,
} from '@millwright/contracts';
import type { Registry } from '@millwright/registry';
import { destinationOf, newSecret, type Courier, type SecretBox } from '@millwright/webhooks';
import type { Config } from '../config.ts';
import type { Caller } from '../platform/caller.ts';
import { CONFIG, REGISTRY } from '../platform/tokens.ts';
import { COURIER, SECRETS } from './tokens.ts';

const hourMs = 3600 * 1000;
/** Longer than a try takes; where this process dies, a worker sends the test again after it [ms]. */
const testLeaseMs = 30_000;

/** Subscriptions of other back ends. What happens is sent by the worker, a test from here. */
@Injectable()
export class WebhooksService {
  constructor(
    @Inject(REGISTRY) private readonly registry: Registry,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SECRETS) private readonly secrets: SecretBox,
    @Inject(COURIER) private readonly courier: Courier,
  ) {}

  list(query: PageQuery): Promise<Page<WebhookView>> {
    return this.registry.webhooks.list(query);
  }

  get(id: string): Promise<WebhookView> {
    return this.registry.webhooks.get(id);
  }

  /** @throws AppError `webhook.url`, `webhook.address` */
  async create(request: CreateWebhook, { by }: Caller): Promise<NewWebhook> {
    const url = destinationOf(request.url, this.config.webhookHosts);
    const [id, secret] = [randomUUID(), newSecret()];
    const sealed = this.secrets.seal(id, secret);
    const view = await this.registry.webhooks.add({ ...request, url, id, secret: sealed, createdBy: by });
    await this.audit('webhook.create', view, by);
    return { ...view, secret };
  }

  /** @throws AppError `webhook.not-found`, `webhook.url`, `webhook.address` */
  async change(id: string, changes: ChangeWebhook, { by }: Caller): Promise<WebhookView> {
    const { url } = changes;
    const moved = url === undefined ? {} : { url: destinationOf(url, this.config.webhookHosts) };
    const view = await this.registry.webhooks.change(id, { ...changes, ...moved });
    await this.audit('webhook.change', view, by);
    return view;
  }

  /** @throws AppError `webhook.not-found` */
  async remove(id: string, { by }: Caller): Promise<WebhookView> {
    const view = await this.registry.webhooks.remove(id);
    await this.audit('webhook.delete', view, by);
    return view;
  }

  /** @throws AppError `webhook.not-found` */
  async rotate(id: string, { hours }: RotateSecret, { by }: Caller): Promise<NewWebhook> {
    const secret = newSecret();
    const until = new Date(Date.now() + hours * hourMs);
    const view = await this.registry.webhooks.rotate(id, this.secrets.seal(id, secret), until);
    await this.audit('webhook.rotate', view, by);
    return { ...view, secret };
  }

  /** @throws AppError `webhook.not-found` */
  async test(id: string, { by, locale }: Caller): Promise<DeliveryView> {
    const { webhooks } = this.registry;
    const now = new Date();
    const taken = await webhooks.test(id, now, new Date(now.getTime() + testLeaseMs));
    const { tried, outcome } = await this.courier.carry(taken);
    await webhooks.settle(taken, tried, outcome);
    await this.audit('webhook.test', await webhooks.get(id), by);
    return webhooks.delivery(id, taken.id, locale);
  }

  deliveries(id: string, query: DeliveryQuery, { locale }: Caller): Promise<Page<DeliveryView>> {
    return this.registry.webhooks.deliveries(id, query, locale);
  }

  /** @throws AppError `webhook.not-found`, `webhook.no-delivery`, `webhook.disabled` */
  async redeliver(id: string, delivery: string, { by, locale }: Caller): Promise<DeliveryView> {
    const { webhooks } = this.registry;
    const view = await webhooks.redeliver(id, delivery, new Date(), locale);
    await this.audit('webhook.redeliver', await webhooks.get(id), by);
    return view;
  }

  /** Of the address the host alone: the rest may hold what opens the receiver's door. */
  private async audit(
    action: string,
    { id, name, url, events, enabled }: WebhookView,
    by: string,
  ): Promise<void> {
    const details = { name, host: new URL(url).host, events, enabled };
    await this.registry.audit.append({ by, action, subject: `webhook:${id}`, details });
  }
}
