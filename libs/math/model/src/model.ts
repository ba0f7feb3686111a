import type { Bilingual, ExportFormat } from '@millwright/contracts';
import type { z } from 'zod';

export type Examples<Example> = Iterable<Example> | AsyncIterable<Example>;

/** Training and validation examples; the split is made before, by `lifecycle`. The test part is never here. */
export interface FitExamples<Example> {
  readonly train: Examples<Example>;
  readonly validation: Examples<Example>;
}

/** Bytes kept outside the JavaScript heap while a fit runs, so that its memory stays bounded. */
export interface Scratch {
  append(bytes: Uint8Array): void;
  /** Fills `into` from `offset` [bytes]. */
  read(offset: number, into: Uint8Array): void;
  close(): void;
}

/** State of a fit that can go on after the process died: small facts and arrays by name. */
export interface Checkpoint {
  readonly state: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface FitProgress {
  /** 0..1 */
  readonly done: number;
  readonly remainingSeconds: number | null;
}

/** The one thing a model may ask of the outside while it is fitted. */
export interface Run {
  readonly seed: number;
  readonly signal: AbortSignal;
  progress(progress: FitProgress): void;
  /** A figure at a step (an epoch), such as `('validation.accuracy', 3, 0.91)`. */
  metric(name: string, step: number, value: number): void;
  log(event: string, data?: Readonly<Record<string, string | number | boolean>>): void;
  /** A new scratch of this run; in memory where nothing better is given. */
  scratch(name: string): Scratch;
  /** The last checkpoint of this run, where it was interrupted. */
  readonly resume: Checkpoint | null;
  checkpoint(checkpoint: Checkpoint): Promise<void>;
}

export interface FittedModel<Input, Answer> {
  predict(inputs: readonly Input[]): Promise<Answer[]>;
  /** Everything needed to answer alike elsewhere: weights, preprocessing, labels, threshold. */
  save(): Promise<ReadonlyMap<string, Uint8Array>>;
  dispose(): void;
}

/** A model that explains an answer, input by input. */
export interface Explains<Input, Explanation> {
  explain(inputs: readonly Input[]): Promise<Explanation[]>;
}

/** A model that can be handed on to other tools. */
export interface Exports {
  /**
   * One file that holds the network, and as metadata everything else that an answer depends on.
   *
   * @throws AppError `network.export` where the network holds something that the format has no words for
   */
  exportAs(format: ExportFormat): Promise<Uint8Array>;
}

export interface ModelDefinition<
  Config,
  Example,
  Input,
  Answer,
  Fitted extends FittedModel<Input, Answer> = FittedModel<Input, Answer>,
> {
  readonly id: string;
  readonly title: Bilingual;
  readonly summary: Bilingual;
  readonly config: z.ZodType<Config>;
  fit(examples: FitExamples<Example>, config: Config, run: Run): Promise<Fitted>;
  load(files: ReadonlyMap<string, Uint8Array>): Promise<Fitted>;
}

export function defineModel<Config, Example, Input, Answer, Fitted extends FittedModel<Input, Answer>>(
  definition: ModelDefinition<Config, Example, Input, Answer, Fitted>,
): ModelDefinition<Config, Example, Input, Answer, Fitted> {
  return definition;
}
