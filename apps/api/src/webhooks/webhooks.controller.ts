import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  changeWebhookSchema,
  createWebhookSchema,
  deliveryQuerySchema,
  deliverySchema,
  newWebhookSchema,
  pageOf,
  pageQuerySchema,
  rotateSecretSchema,
  webhookSchema,
  type ChangeWebhook,
  type CreateWebhook,
  type DeliveryQuery,
  type DeliveryView,
  type NewWebhook,
  type Page,
  type PageQuery,
  type RotateSecret,
  type WebhookView,
} from '@millwright/contracts';
import { z } from 'zod';
import { AsCaller, type Caller } from '../platform/caller.ts';
import { Answers, Fails } from '../platform/documented.ts';
import { DoneOnce } from '../platform/idempotency.interceptor.ts';
import { Id, v1 } from '../platform/params.ts';
import { WebhooksService } from './webhooks.service.ts';

const DeliveryId = (): ParameterDecorator => Param('delivery', { schema: z.uuid() });

@ApiTags('webhooks')
@Controller(v1('webhooks'))
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Get()
  @Answers('Subscriptions of other back ends, newest first', pageOf(webhookSchema))
  listWebhooks(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<Page<WebhookView>> {
    return this.webhooks.list(query);
  }

  @Post()
  @Header('cache-control', 'no-store')
  @Answers('Subscribes; this is the only time that the secret is shown', newWebhookSchema, 201)
  @Fails('webhook.url', 'webhook.address')
  createWebhook(
    @Body({ schema: createWebhookSchema }) request: CreateWebhook,
    @AsCaller() caller: Caller,
  ): Promise<NewWebhook> {
    return this.webhooks.create(request, caller);
  }

  @Get(':id')
  @Answers('One subscription', webhookSchema)
  @Fails('webhook.not-found')
  getWebhook(@Id() id: string): Promise<WebhookView> {
    return this.webhooks.get(id);
  }

  @Patch(':id')
  @Answers('Changes what is named; the rest stays', webhookSchema)
  @Fails('webhook.not-found', 'webhook.url', 'webhook.address')
  updateWebhook(
    @Id() id: string,
    @Body({ schema: changeWebhookSchema }) changes: ChangeWebhook,
    @AsCaller() caller: Caller,
  ): Promise<WebhookView> {
    return this.webhooks.change(id, changes, caller);
  }

  @Delete(':id')
  @Answers('Ends a subscription; what waits for it is not sent any more', webhookSchema)
  @Fails('webhook.not-found')
  deleteWebhook(@Id() id: string, @AsCaller() caller: Caller): Promise<WebhookView> {
    return this.webhooks.remove(id, caller);
  }

  @Post(':id\\:test')
  @DoneOnce()
  @HttpCode(200)
  @Answers('Sends a signed `webhook.test` at once, and says what came back', deliverySchema)
  @Fails('webhook.not-found')
  testWebhook(@Id() id: string, @AsCaller() caller: Caller): Promise<DeliveryView> {
    return this.webhooks.test(id, caller);
  }

  @Post(':id\\:rotate')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Answers('Gives a new secret, shown this once; messages carry both signatures for a time', newWebhookSchema)
  @Fails('webhook.not-found')
  rotateWebhookSecret(
    @Id() id: string,
    @Body({ schema: rotateSecretSchema }) request: RotateSecret,
    @AsCaller() caller: Caller,
  ): Promise<NewWebhook> {
    return this.webhooks.rotate(id, request, caller);
  }

  @Get(':id/deliveries')
  @Answers('The log of what was sent in the last 30 days, newest first', pageOf(deliverySchema))
  @Fails('webhook.not-found')
  listDeliveries(
    @Id() id: string,
    @Query({ schema: deliveryQuerySchema }) query: DeliveryQuery,
    @AsCaller() caller: Caller,
  ): Promise<Page<DeliveryView>> {
    return this.webhooks.deliveries(id, query, caller);
  }

  @Post(':id/deliveries/:delivery\\:redeliver')
  @DoneOnce()
  @HttpCode(202)
  @Answers('Sends one more time, with the same webhook-id', deliverySchema, 202)
  @Fails('webhook.not-found', 'webhook.no-delivery', 'webhook.disabled')
  redeliverWebhook(
    @Id() id: string,
    @DeliveryId() delivery: string,
    @AsCaller() caller: Caller,
  ): Promise<DeliveryView> {
    return this.webhooks.redeliver(id, delivery, caller);
  }
}
