import type { Pixels } from '@millwright/tensors';

/** A photograph of known class, of any size, grey or colour. */
export interface PictureExample {
  /** `[H, W, 1 or 3]` */
  readonly image: Pixels;
  readonly label: string;
}

export interface PictureInput {
  /** `[H, W, 1 or 3]` */
  readonly image: Pixels;
}

/** What a model says to a photograph. */
export interface Verdict {
  readonly label: string;
  /** Probability of the label, as far as the model knows itself. */
  readonly confidence: number;
  /** Probability of each label; they sum to 1. */
  readonly scores: Readonly<Record<string, number>>;
  /**
   * With two labels: the first that sorts later is the verdict where its score is at least this. Null with more
   * labels, where the largest score decides.
   */
  readonly threshold: number | null;
}
