import { z } from 'zod';
import { nameSchema } from '../datasets/dataset.ts';
import { aliasSchema } from '../models/model.ts';

const version = z.int().positive();
const dataset = { dataset: nameSchema, datasetVersion: version };
const endedRun = {
  run: z.uuid(),
  /** Definition of the model that was trained. */
  model: z.string(),
  ...dataset,
  finishedAt: z.iso.datetime(),
};

/**
 * What other back ends can be told of, and the data each event carries: names, numbers and times, nothing about people.
 * Whoever wants more asks the api. An application adds a line; names and fields, once published, stay.
 */
export const webhookEvents = {
  'registered_model.created': z.object({ name: nameSchema }),
  'model_version.created': z.object({ name: nameSchema, version, run: z.uuid(), ...dataset }),
  'model_version_alias.created': z.object({ name: nameSchema, alias: aliasSchema, version }),
  'run.completed': z.object({ ...endedRun, registered: z.object({ name: nameSchema, version }) }),
  'run.failed': z.object({ ...endedRun, code: z.string() }),
  'run.canceled': z.object(endedRun),
  'dataset_version.ready': z.object({ dataset: nameSchema, version, rows: z.int() }),
  'dataset_version.rejected': z.object({ dataset: nameSchema, version, code: z.string() }),
} as const satisfies Record<string, z.ZodObject>;

export type WebhookEventType = keyof typeof webhookEvents;
export const webhookEventTypes = Object.keys(webhookEvents) as [WebhookEventType, ...WebhookEventType[]];
export const webhookEventTypeSchema = z.enum(webhookEventTypes);
export type WebhookEventData<T extends WebhookEventType> = z.output<(typeof webhookEvents)[T]>;

/** Sent by the test button alone; nobody subscribes to it. */
export const webhookTestType = 'webhook.test';

/** What is sent: the form of the Standard Webhooks specification, 1.0. */
export const webhookMessageSchema = z
  .object({
    type: z.enum([...webhookEventTypes, webhookTestType]),
    /** When it happened. */
    timestamp: z.iso.datetime(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'WebhookMessage' });
export type WebhookMessage = z.infer<typeof webhookMessageSchema>;
