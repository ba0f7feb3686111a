import type {
  Alias,
  AliasMove,
  AnswerView,
  CaseQuery,
  CaseView,
  Deleted,
  DeletedPage,
  DeriveVersion,
  Evaluate,
  EvaluationView,
  ExportFormat,
  HeatMap,
  ImportDataset,
  ImportResult,
  Locale,
  ModelDefinitionView,
  ModelVersionView,
  MoveAlias,
  Page,
  PageQuery,
  PlatformEvent,
  PredictionResult,
  Restored,
  ReturnAlias,
  RunView,
  SourceFile,
  StartRun,
} from '@millwright/contracts';
import type { DeletionSubject } from '@millwright/registry';

/** What background work needs of the job that carries it; a `RunningJob` of the jobs room fits. */
export interface Work {
  /** 1 for the first time, more where a worker died in the middle. */
  readonly attempt: number;
  /** Aborted where a person cancels, or where the worker has to stop. */
  readonly signal: AbortSignal;
  report(event: PlatformEvent): Promise<void>;
  /** Whether the job comes again when its handler throws this error (the database was away for a moment). */
  willRetry(error: unknown): boolean;
}

/** A photograph to judge: its name and its encoded bytes. */
export interface Photograph {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Its place among all that were sent, where these are not all of them. */
  readonly index?: number;
}

export interface AnswerRequest {
  /** See {@link Lifecycle.resolveModel}. */
  readonly version: ModelVersionView;
  /** Adds a heat map to each answer. */
  readonly explain?: boolean;
  readonly by: string;
  /** Language of the problems; English where it is absent. */
  readonly locale?: Locale;
  /** Where one photograph cannot be read its problem is thrown and no answer is kept. */
  readonly allOrNone?: boolean;
  /** Aborted where nobody waits for the answer any more: what the model was not asked yet is given up. */
  readonly signal?: AbortSignal;
}

export interface DeleteOptions {
  /** Deletes although a model was trained on it: the models keep name and hash of the data they came from. */
  readonly confirmed?: boolean;
}

/** The life of a dataset and of a model, from the first byte to the last answer. */
export interface Lifecycle {
  /**
   * Makes a dataset (or the next version of the name) of files that lie in the artifact store and enqueues its inspection.
   *
   * @throws AppError `dataset.duplicate` naming the version that holds the same bytes;
   *   `dataset.empty` where no file was given. The files are freed where the call fails.
   */
  receiveDataset(request: ImportDataset, files: readonly SourceFile[], by: string): Promise<ImportResult>;

  /** Frees artifacts of an upload that did not come to its end; those in use elsewhere stay. Returns the bytes freed. */
  discardUpload(hashes: readonly string[]): Promise<number>;

  /** The job `dataset.inspect`: reads, stores and judges every picture; the version ends `ready` or `rejected`. */
  inspectDataset(payload: { dataset: string; version: number }, work: Work): Promise<void>;

  /** The last word on an inspection that was interrupted too often: the version ends `rejected` with `job.lost`. */
  giveUpInspection(payload: { dataset: string; version: number }, error: Error): Promise<void>;

  /** Stops an inspection that waits or runs; the version ends `rejected` with `request.cancelled`, its bytes are freed. */
  cancelInspection(name: string, version: number, by: string): Promise<void>;

  /**
   * A new version without some pictures of an old one, which stays as it was; no picture is copied. Findings are made anew
   * by a job.
   *
   * @throws AppError `dataset.not-found`, `dataset.not-ready`, `dataset.too-many-excluded`, `dataset.nothing-excluded`
   */
  deriveVersion(name: string, request: DeriveVersion, by: string): Promise<ImportResult>;

  /**
   * Deletes a dataset with all its versions, or one version where it is named: out of sight at once, really (with the
   * bytes nothing else needs) once it has waited. So do the other deletions.
   *
   * @throws AppError `dataset.not-found`; `dataset.in-use` where a model was trained on it and it was not confirmed,
   *   or where a run that is not over needs it
   */
  deleteDataset(name: string, by: string, options?: DeleteOptions & { version?: number }): Promise<Deleted>;

  /** Everything that can be trained, with its settings as JSON schema and their defaults. */
  catalogue(): ModelDefinitionView[];

  /**
   * Checks a request for a training and enqueues it; the run is `pending`.
   *
   * @throws AppError `model.unknown-definition`, `settings.invalid` (one problem per field, `column` = the setting),
   *   `dataset.not-found`, `dataset.not-ready`; `dataset.part-empty` and `dataset.single-class` where its training part
   *   holds no or one class
   */
  startRun(request: StartRun, by: string): Promise<RunView>;

  /**
   * Stops a run within one batch (or takes it from the queue).
   *
   * @throws AppError `run.not-found`, `run.finished`
   */
  cancelRun(id: string, by: string): Promise<RunView>;

  /** The job `run.train`: splits, fits, judges on the test part once, keeps and registers. Goes on from its checkpoint. */
  trainRun(payload: { runId: string }, work: Work): Promise<void>;

  /** The last word on a run that was interrupted too often: it ends `failed` with `job.lost`. */
  giveUpRun(payload: { runId: string }, error: Error): Promise<void>;

  /** Enqueues what waits without a job, because a process died between the two steps. Returns how many. */
  recover(): Promise<number>;

  /**
   * The version a reference means: without a selector the champion, else the latest.
   *
   * @throws AppError `model.not-found`, `model.not-trained`
   */
  resolveModel(ref: string): Promise<ModelVersionView>;

  /**
   * Judges a model version on a part of a dataset version (all its pictures where it has no test part and none is named); the baseline is the majority class of that model's training.
   *
   * @throws AppError `model.not-found`, `model.not-trained`, `dataset.not-found`, `dataset.not-ready`, `dataset.part-empty`
   */
  evaluate(ref: string, request: Evaluate): Promise<EvaluationView>;

  /** The held-out pictures of a model version and what it said to each, as judged when it was trained. */
  cases(name: string, version: number, query: CaseQuery): Promise<Page<CaseView>>;

  /**
   * Where a model version looked at one of its held-out pictures.
   *
   * @param item - `index` of the picture
   * @throws AppError `model.not-found`, `model.not-trained`, `dataset.no-item` where the picture was not held out
   */
  explainCase(name: string, version: number, item: number): Promise<HeatMap>;

  /**
   * A model version as one file in a format of other tools: network, labels, threshold, preprocessing.
   *
   * @throws AppError `model.not-found`, `model.not-trained`; `network.export` where the format has no words for its network
   */
  exportModel(name: string, version: number, format: ExportFormat): Promise<Uint8Array>;

  /**
   * What a model version says to photographs. A photograph that cannot be read is a problem beside the answers of the others.
   * Questions that come at about the same time share a call of the model.
   *
   * @throws AppError `answer.no-input`, `model.not-found`, `model.not-trained`, `model.incomplete`; `request.cancelled`
   */
  answer(request: AnswerRequest, photographs: readonly Photograph[]): Promise<PredictionResult>;

  /**
   * Records what a part turned out to be.
   *
   * @throws AppError `answer.not-found`; `answer.unknown-label` where the model does not know the label
   */
  recordOutcome(id: string, label: string, by: string): Promise<AnswerView>;

  /** @throws AppError `model.not-found`, `model.not-trained`; `model.not-approved` where it would be champion */
  moveAlias(name: string, alias: Alias, request: MoveAlias, by: string): Promise<AliasMove>;

  /**
   * Gives an alias back to the version that had it before its last move.
   *
   * @throws AppError `model.not-found`, `alias.no-return`; `model.not-trained` where that version is gone;
   *   `model.not-approved` where it was rejected since
   */
  returnAlias(name: string, alias: Alias, request: ReturnAlias, by: string): Promise<AliasMove>;

  /** Takes the alias away from whatever version has it; null where none had it. @throws AppError `model.not-found` */
  clearAlias(name: string, alias: Alias, by: string, note?: string): Promise<AliasMove | null>;

  /** Every move of every alias of a model, newest first. @throws AppError `model.not-found` */
  aliasHistory(name: string): Promise<AliasMove[]>;

  /** Deletes a model with all its versions. @throws AppError `model.not-found`; `model.in-use` where an alias is set and it was not confirmed */
  deleteModel(name: string, by: string, options?: DeleteOptions): Promise<Deleted>;

  /** Deletes one version. @throws AppError `model.not-trained`; `model.in-use` where an alias points to it */
  deleteModelVersion(name: string, version: number, by: string): Promise<Deleted>;

  /**
   * Draws the demonstration plant, imports it as `demo-parts` and starts a training on it, where the registry holds no
   * dataset yet; where an earlier call was interrupted, goes on with what is missing. Its first model is approved and made
   * champion by the system where it is at least as good as its baseline.
   *
   * @returns whether a training was started
   */
  importDemonstrationPlant(signal?: AbortSignal): Promise<boolean>;

  /** Deletes a run with its curves and its log; a model that it gave stays. @throws AppError `run.not-found`, `run.active` */
  deleteRun(id: string, by: string): Promise<Deleted>;

  /** Brings back what was deleted and waits, without its aliases. @throws AppError `deleted.not-found` */
  restore(subject: DeletionSubject, by: string): Promise<Restored>;

  /** What was deleted and waits, last deleted first. */
  listDeleted(query: PageQuery): Promise<DeletedPage>;

  /**
   * Really deletes what has waited long enough (`now`: all that waits) and frees the bytes that nothing else needs. Where
   * it is cut off between the two, {@link Lifecycle.freeOrphans} frees them later. Returns the bytes freed.
   */
  purgeDeleted(options?: { now?: boolean; by?: string }): Promise<number>;

  /** Removes artifacts older than a day that no row refers to, and leftovers of interrupted writes. Returns the bytes freed. */
  freeOrphans(): Promise<number>;

  /** Lets go of the loaded models; the stores given to it stay open. */
  close(): Promise<void>;
}
