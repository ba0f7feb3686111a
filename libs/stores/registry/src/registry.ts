import type {
  Alias,
  AliasMove,
  AnswerQuery,
  AnswerView,
  ApiKeyView,
  AuditEvent,
  AuditQuery,
  CaseQuery,
  CaseView,
  CompareRuns,
  DatasetItem,
  DatasetKind,
  DatasetVersionView,
  DatasetView,
  DeletedItem,
  Finding,
  FindingKind,
  ImageProfile,
  ItemProblem,
  ItemQuery,
  Locale,
  LogLine,
  Metrics,
  MetricPoint,
  ModelVersionView,
  ModelView,
  Page,
  PageQuery,
  Part,
  RunComparison,
  RunDetail,
  RunQuery,
  RunStage,
  RunView,
  SourceFile,
  StandingAlias,
} from '@millwright/contracts';
import type { RequestsRepository } from './requests.ts';
import type { UsersRepository } from './users.ts';
import type { WebhooksRepository } from './webhooks.ts';
import type { TagsRepository } from './tag-subject.ts';

/** What went away: names for people, and the artifacts that nothing refers to any more. */
export interface Removed {
  readonly deleted: string[];
  readonly hashes: string[];
}

export interface ReceivedVersion {
  readonly name: string;
  readonly kind: DatasetKind;
  readonly sources: readonly SourceFile[];
  /** Path prefix to part, where the layout itself does not say it. */
  readonly split?: Readonly<Record<string, Part>>;
}

export interface InspectedVersion {
  readonly contentHash: string;
  readonly profile: ImageProfile;
  readonly findings: readonly Finding[];
  /** Files that were left out; all are counted in `rejected`, the first 100 are shown. */
  readonly problems: readonly ItemProblem[];
  readonly rejected: number;
}

export interface LiveProgress {
  /** 0..100 */
  readonly progress: number;
  readonly remainingSeconds: number | null;
}

/**
 * Datasets and their versions. A version goes received -> inspecting -> ready or rejected and never changes after.
 * Reading methods throw `dataset.not-found`.
 */
export interface DatasetsRepository {
  /**
   * Makes the dataset where it is new, and its next version in state `received`.
   *
   * @throws AppError `dataset.duplicate` where the same files with the same split are a version of it already
   */
  receive(version: ReceivedVersion): Promise<DatasetVersionView>;
  /**
   * A new version (state `inspecting`) with the pictures of `from` but those at `exclude`, numbered anew from 0.
   *
   * @throws AppError `dataset.not-ready`, `dataset.too-many-excluded`
   */
  derive(name: string, from: number, exclude: readonly number[]): Promise<DatasetVersionView>;
  /**
   * Takes up an inspection, also one that was interrupted: pictures of an earlier attempt are dropped, those of a
   * derived version stay.
   *
   * @throws AppError `dataset.not-ready` where it is ready or rejected already
   */
  beginInspection(name: string, version: number): Promise<DatasetVersionView>;
  /** The files a version was received with, until it is ready or rejected; empty for a derived one. */
  sources(
    name: string,
    version: number,
  ): Promise<{ files: SourceFile[]; split: Record<string, Part>; parent: number | null }>;
  /** Cheap; says whether the version is still being inspected. */
  progress(name: string, version: number, live: LiveProgress): Promise<boolean>;
  /**
   * Ends an inspection as `ready`; `rows` is the number of its pictures. The files it came in are let go: ask
   * `references.unreferenced` for those that nobody needs any more.
   */
  finish(
    name: string,
    version: number,
    result: InspectedVersion,
    locale?: Locale,
  ): Promise<DatasetVersionView>;
  /** Ends an inspection as `rejected`; its pictures go, the artifacts nothing refers to any more are named. */
  reject(
    name: string,
    version: number,
    error: ItemProblem,
    problems?: readonly ItemProblem[],
  ): Promise<Removed>;

  list(query: PageQuery, locale?: Locale): Promise<Page<DatasetView>>;
  get(name: string, locale?: Locale): Promise<DatasetView>;
  /** Newest first. */
  versions(name: string, locale?: Locale): Promise<DatasetVersionView[]>;
  version(name: string, version: number, locale?: Locale): Promise<DatasetVersionView>;
  /**
   * The version asked for, or the newest that is ready.
   *
   * @throws AppError `dataset.not-found`, `dataset.not-ready`
   */
  ready(name: string, version?: number, locale?: Locale): Promise<DatasetVersionView>;
  /** Findings with their groups. */
  findings(name: string, version: number): Promise<Finding[]>;
  finding(name: string, version: number, kind: FindingKind): Promise<Finding | null>;

  /**
   * @throws AppError `dataset.in-use` naming the models trained on it, unless `confirmed`; `dataset.in-training`
   *   where a run is waiting for it or busy with it
   */
  deleteVersion(name: string, version: number, options?: { confirmed?: boolean }): Promise<Removed>;
  /** All versions; refused like {@link DatasetsRepository.deleteVersion}. */
  delete(name: string, options?: { confirmed?: boolean }): Promise<Removed>;
}

/** The pictures of dataset versions. */
export interface ItemsRepository {
  /** Adds pictures to a version that is being inspected; one at a known index replaces it. */
  add(name: string, version: number, items: readonly DatasetItem[]): Promise<void>;
  list(name: string, version: number, query: ItemQuery): Promise<Page<DatasetItem>>;
  /** @throws AppError `dataset.no-item` */
  get(name: string, version: number, index: number): Promise<DatasetItem>;
  /** All in the order of their index, in chunks: a large version never sits whole in memory. */
  stream(name: string, version: number, filter?: { part?: Part | null }): AsyncIterable<DatasetItem>;
}

export interface NewRun {
  readonly model: string;
  readonly dataset: string;
  readonly datasetVersion: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly registerAs: string;
}

export interface Checkpoint {
  /** Plain data. */
  readonly state: unknown;
  /** File name to artifact hash. */
  readonly files: Readonly<Record<string, string>>;
}

export type NewLogLine = Omit<LogLine, 'seq' | 'at'> & { at?: string };
export type NewPoint = Omit<MetricPoint, 'at'> & { at?: string };

/** Runs: pending -> running -> completed, failed or canceled. Every change of state is one guarded statement. */
export interface RunsRepository {
  /** @throws AppError `dataset.not-found`, `dataset.not-ready` */
  create(run: NewRun): Promise<RunView>;
  list(query: RunQuery, locale?: Locale): Promise<Page<RunView>>;
  /** @throws AppError `run.not-found` */
  get(id: string, locale?: Locale): Promise<RunView>;
  detail(id: string, locale?: Locale): Promise<RunDetail>;
  /** Runs side by side, curves thinned by the database. @throws AppError `run.filter` */
  compare(request: CompareRuns): Promise<RunComparison>;

  /**
   * A worker takes the run up, for the first time or again: `running`, one attempt more.
   *
   * @throws AppError `run.finished`
   */
  begin(id: string, engine?: string): Promise<RunView>;
  /** Cheap; says whether the run is still `running`. */
  progress(id: string, live: LiveProgress & { stage: RunStage; engine?: string }): Promise<boolean>;
  /** Points of a (name, step) known already are replaced: a resumed run may write a step again. */
  addPoints(id: string, points: readonly NewPoint[]): Promise<MetricPoint[]>;
  /** Numbers the lines in the order in which they come. */
  addLog(id: string, lines: readonly NewLogLine[]): Promise<LogLine[]>;
  /** Each of these three throws `run.finished` where the run is over already. */
  complete(
    id: string,
    result: { metrics: Metrics; baseline: Metrics; registered: { name: string; version: number } },
  ): Promise<RunView>;
  fail(id: string, error: ItemProblem): Promise<RunView>;
  cancel(id: string): Promise<RunView>;

  /** Replaces the run's checkpoint; gives the artifacts of the one before that nothing refers to any more. */
  saveCheckpoint(id: string, checkpoint: Checkpoint): Promise<string[]>;
  loadCheckpoint(id: string): Promise<Checkpoint | null>;
  /** Gives the artifacts that nothing refers to any more. */
  deleteCheckpoint(id: string): Promise<string[]>;
}

/** A trained model to be kept; name and number of its dataset version come from the run. */
export interface NewModelVersion extends Pick<
  ModelVersionView,
  | 'name'
  | 'run'
  | 'engine'
  | 'codeVersion'
  | 'labels'
  | 'threshold'
  | 'metrics'
  | 'baseline'
  | 'report'
  | 'files'
  | 'seconds'
> {
  /** Every held-out picture and what the model said to it. */
  readonly cases: readonly CaseView[];
}

/** Models, their integer versions, who serves, and who said so. Reading methods throw `model.not-found`. */
export interface ModelsRepository {
  /** The next version of `name`; a second call for the same run gives the version that the first one made. */
  register(version: NewModelVersion): Promise<ModelVersionView>;
  list(query: PageQuery): Promise<Page<ModelView>>;
  get(name: string): Promise<ModelView>;
  /** Newest first. */
  versions(name: string): Promise<ModelVersionView[]>;
  /** @throws AppError `model.not-trained` */
  version(name: string, version: number): Promise<ModelVersionView>;
  /**
   * `name` (champion, else newest), `name@champion` or `name@3`.
   *
   * @throws AppError `model.not-found`, `model.not-trained`
   */
  resolve(ref: string): Promise<ModelVersionView>;
  /**
   * `version: null` takes the alias away; `approve` first approves a version that nobody judged yet.
   *
   * @throws AppError `model.not-approved` where it would be champion
   */
  moveAlias(
    name: string,
    alias: Alias,
    move: { version: number | null; by: string; note?: string; approve?: boolean },
  ): Promise<AliasMove>;
  /**
   * Gives the alias back to the version that had it before its last move.
   *
   * @throws AppError `alias.no-return`; what {@link ModelsRepository.moveAlias} throws
   */
  returnAlias(name: string, alias: Alias, move: { by: string; note?: string }): Promise<AliasMove>;
  /**
   * Says whether a version may become champion; written into the audit trail with it.
   *
   * @throws AppError `model.in-use` where a champion would be rejected
   */
  review(
    name: string,
    version: number,
    review: { status: 'approved' | 'rejected'; by: string; note?: string },
  ): Promise<ModelVersionView>;
  /** The version that an alias points to, null where none has it. */
  standingAlias(name: string, alias: Alias): Promise<StandingAlias>;
  /** Newest first; also after versions were deleted. */
  history(name: string): Promise<AliasMove[]>;
  /** Held-out pictures and answers, by index. */
  cases(name: string, version: number, query: CaseQuery): Promise<Page<CaseView>>;
  /** @throws AppError `dataset.no-item` */
  case(name: string, version: number, index: number): Promise<CaseView>;
  /** @throws AppError `model.in-use` where an alias points to it */
  deleteVersion(name: string, version: number): Promise<Removed>;
  /** All versions and aliases; the history of the aliases stays. */
  delete(name: string, by: string): Promise<Removed>;
}

/** An answer to be kept; dataset and its version come from the model version. */
export type NewAnswer = Omit<AnswerView, 'id' | 'dataset' | 'datasetVersion' | 'createdAt' | 'outcome'>;

export interface AnswersRepository {
  /**
   * Keeps answers in the order in which they come, all of them or none.
   *
   * @throws AppError `model.not-found`, `model.not-trained`
   */
  add(answers: readonly NewAnswer[]): Promise<AnswerView[]>;
  /** @throws AppError `answer.not-found` */
  get(id: string): Promise<AnswerView>;
  /** Newest first; `model` is `name`, `name@champion` or `name@3`. */
  list(query: AnswerQuery): Promise<Page<AnswerView>>;
  /** What it truly was; a later word replaces an earlier one. */
  setOutcome(id: string, outcome: { label: string; by: string }): Promise<AnswerView>;
}

/** The audit trail: rows are added, never changed or removed (the database itself refuses). */
export interface AuditRepository {
  append(event: Omit<AuditEvent, 'seq' | 'at'>): Promise<AuditEvent>;
  /** Newest first. */
  list(query: AuditQuery): Promise<Page<AuditEvent>>;
}

/** A new key as it is kept: by its hash. */
export interface NewKeyRow extends Pick<
  ApiKeyView,
  'account' | 'prefix' | 'scopes' | 'createdBy' | 'expiresAt'
> {
  /** SHA-256 in hex. */
  readonly hash: string;
}

/** Keys of back ends; the keys themselves are nowhere. */
export interface KeysRepository {
  add(key: NewKeyRow): Promise<ApiKeyView>;
  /** Newest first, those that are over included. */
  list(query: PageQuery): Promise<Page<ApiKeyView>>;
  /** The key of a hash, as it was before this use of it, which is noted; null where there is none, or it is over. */
  use(hash: string, now?: Date): Promise<ApiKeyView | null>;
  /** Ends a key; a second time changes nothing. @throws AppError `access.key-not-found` */
  revoke(id: string): Promise<ApiKeyView>;
}

/** What is deleted: a dataset or a model (whole, or one version), or a run. */
export type DeletionSubject =
  | { readonly dataset: string; readonly version?: number }
  | { readonly model: string; readonly version?: number }
  | { readonly run: string };

export type DeletedRow = Omit<DeletedItem, 'purgeAt'>;

/** What was deleted and waits: no other repository shows it, its artifacts stay. */
export interface DeletedRepository {
  /**
   * Takes something out of sight; aliases of a whole model are taken away.
   *
   * @returns names for people
   * @throws AppError what reading it throws; `dataset.in-use`, `dataset.in-training`, `model.in-use` (one version),
   *   `run.active`
   */
  put(subject: DeletionSubject, options: { by: string; confirmed?: boolean }): Promise<string[]>;
  /** Brings it back as it was, without its aliases. @throws AppError `deleted.not-found` */
  restore(subject: DeletionSubject): Promise<string[]>;
  /** Last deleted first. */
  list(query: PageQuery): Promise<Page<DeletedRow>>;
  /** Really deletes what has waited so long [ms]; of one subject alone where it is named. */
  purge(waitMs: number, subject?: DeletionSubject): Promise<Removed>;
}

export interface ReferencesRepository {
  /** Those of the hashes that no dataset version, run, model version or answer refers to. */
  unreferenced(hashes: readonly string[]): Promise<string[]>;
}

/** Everything the platform remembers, one repository per noun. Texts for people come in `locale` (English by default). */
export interface Registry {
  readonly datasets: DatasetsRepository;
  readonly items: ItemsRepository;
  readonly runs: RunsRepository;
  readonly models: ModelsRepository;
  readonly tags: TagsRepository;
  readonly deleted: DeletedRepository;
  readonly answers: AnswersRepository;
  readonly audit: AuditRepository;
  readonly keys: KeysRepository;
  readonly requests: RequestsRepository;
  readonly users: UsersRepository;
  readonly references: ReferencesRepository;
  readonly webhooks: WebhooksRepository;
  /** @throws AppError `database.unavailable` */
  ping(): Promise<void>;
  close(): Promise<void>;
}
