import { z } from 'zod';
import { nameSchema } from '../datasets/dataset.ts';
import { shownProblemSchema } from '../errors/problem.ts';
import { pageQuerySchema } from '../pages.ts';
import { webhookEventTypes, webhookEventTypeSchema, webhookTestType } from './webhook-events.ts';

const given = {
  name: nameSchema,
  /** With http or https; the api gives it back as it reads it. */
  url: z.string().trim().min(1).max(2000),
  events: z
    .array(webhookEventTypeSchema)
    .min(1)
    .max(2 * webhookEventTypes.length)
    .transform((events) => [...new Set(events)]),
  description: z.string().trim().max(500),
};

/** `POST /api/v1/webhooks` */
export const createWebhookSchema = z
  .object({ ...given, description: given.description.default(''), enabled: z.boolean().default(true) })
  .meta({ id: 'CreateWebhook' });
export type CreateWebhook = z.output<typeof createWebhookSchema>;

/** `PATCH /api/v1/webhooks/:id`: what is absent stays. */
export const changeWebhookSchema = z
  .strictObject({ ...given, enabled: z.boolean() })
  .partial()
  .meta({ id: 'ChangeWebhook' });
export type ChangeWebhook = z.output<typeof changeWebhookSchema>;

/** A subscription, without its secret. */
export const webhookSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    url: z.string(),
    events: z.array(webhookEventTypeSchema),
    description: z.string(),
    enabled: z.boolean(),
    /** Since when its receiver answers 410 Gone; that switched it off, and switching it on forgets it. */
    goneAt: z.iso.datetime().nullable(),
    /** Until when messages are signed with the secret of before too. */
    previousSecretUntil: z.iso.datetime().nullable(),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Webhook' });
export type WebhookView = z.infer<typeof webhookSchema>;

/** A subscription with a new secret: the only time that it is shown. */
export const newWebhookSchema = webhookSchema.extend({ secret: z.string() }).meta({ id: 'NewWebhook' });
export type NewWebhook = z.infer<typeof newWebhookSchema>;

/** `POST /api/v1/webhooks/:id:rotate` */
export const rotateSecretSchema = z
  .object({
    /** For how long the secret of before counts beside the new one [h]; 0: it ends at once. */
    hours: z.int().min(0).max(168).default(24),
  })
  .prefault({})
  .meta({ id: 'RotateSecret' });
export type RotateSecret = z.output<typeof rotateSecretSchema>;

/** `failed`: given up after the last try, or refused for good. */
export const deliveryStates = ['waiting', 'delivered', 'failed'] as const;
export const deliveryStateSchema = z.enum(deliveryStates);
export type DeliveryState = z.infer<typeof deliveryStateSchema>;

/** One event on its way to one subscription: a line of the delivery log. */
export const deliverySchema = z
  .object({
    id: z.uuid(),
    webhook: z.uuid(),
    /** Id of the event, sent as `webhook-id` with every try. */
    event: z.uuid(),
    type: z.enum([...webhookEventTypes, webhookTestType]),
    state: deliveryStateSchema,
    attempts: z.int(),
    createdAt: z.iso.datetime(),
    /** The last try: when it began, what came back (status, first bytes) and how long it took. */
    triedAt: z.iso.datetime().nullable(),
    status: z.int().nullable(),
    seconds: z.number().nullable(),
    answer: z.string().nullable(),
    error: shownProblemSchema.nullable(),
    /** When it is tried next; null where it is not. */
    nextTryAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export type DeliveryView = z.infer<typeof deliverySchema>;

/** `GET /api/v1/webhooks/:id/deliveries` */
export const deliveryQuerySchema = pageQuerySchema.extend({ state: deliveryStateSchema.optional() });
export type DeliveryQuery = z.output<typeof deliveryQuerySchema>;
