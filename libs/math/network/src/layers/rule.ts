import type { Value } from '../graph/value.ts';
import type { Shape } from './shape.ts';
import type { Parameter } from './parameter.ts';

/** What a layer sees of its surroundings while its part of the graph is made. */
export interface Around {
  /** Losses are computed on it: dropout drops, a batch norm looks at its batch. */
  readonly training: boolean;
  /** `[B, T]`, 1 where a step counts and 0 where it is filling; null where all count. Of each input. */
  readonly masks: readonly (Value | null)[];
  parameter(role: string): Value;
  /** Drawn anew at each step, even in [0, 1), alike on every engine; of this shape. */
  random(shape: Value['shape']): Value;
  /** Running statistics: what the variable of this role will be after a training step. */
  becomes(role: string, value: Value): void;
}

/** What follows where an input is a sequence with a mask `[B, T]`. */
export type Masking =
  /** Steps are kept, and so is the mask (of the first input). */
  | 'kept'
  /** Steps that count in all inputs count in the output. */
  | 'shared'
  /** The layer gives no sequence, and has looked at the mask. */
  | 'ended'
  /** The layer would mix filling with what counts. */
  | 'refused';

/** Everything that a kind of layer is: settings come from its schema, the rest from here. */
export interface LayerRule<L> {
  /**
   * Shape of the output.
   *
   * @throws AppError `network.shape` naming layer and dimension, `network.layer`
   */
  output(layer: L, inputs: readonly Shape[]): Shape;
  /** Its arrays; none where it is absent. */
  parameters?(layer: L, inputs: readonly Shape[]): readonly Parameter[];
  readonly masking: Masking | ((layer: L) => Masking);
  /** The mask that begins here, from the layer's first input; null: none. */
  mask?(layer: L, input: Value): Value | null;
  /** Before the activation, if the layer has one. */
  forward(layer: L, inputs: readonly Value[], around: Around): Value;
}
