export {
  type AnswersRepository,
  type AuditRepository,
  type Checkpoint,
  type DatasetsRepository,
  type DeletedRepository,
  type DeletionSubject,
  type InspectedVersion,
  type ItemsRepository,
  type KeysRepository,
  type LiveProgress,
  type ModelsRepository,
  type NewAnswer,
  type NewKeyRow,
  type NewLogLine,
  type NewModelVersion,
  type NewPoint,
  type NewRun,
  type ReceivedVersion,
  type ReferencesRepository,
  type Registry,
  type Removed,
  type RunsRepository,
} from './registry.ts';
export { type RequestsRepository } from './requests.ts';
export { type NewUser, type UsersRepository } from './users.ts';
export { type TagSubject, type TagsRepository } from './tag-subject.ts';
export { openRegistry } from './open-registry.ts';
export {
  type DeliveryOutcome,
  type NewWebhookRow,
  type TakenDelivery,
  type Tried,
  type WebhooksRepository,
} from './webhooks.ts';
