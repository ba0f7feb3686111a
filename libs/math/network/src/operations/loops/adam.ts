/** Numbers of one Adam step that hold for all weights alike. */
export interface AdamStep {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** rate · √(1 - β₂ᵗ) / (1 - β₁ᵗ) */
  readonly corrected: number;
  /** Factor on the weight: 1 - rate · decay. */
  readonly keep: number;
  /** Factor on the gradient, from clipping. */
  readonly scale: number;
}

/** One Adam step; the moments change in place, the new weights go to `into`. */
export function adamStep(
  arrays: Readonly<Record<'weights' | 'm' | 'v' | 'gradient' | 'into', Float32Array>>,
  { beta1, beta2, epsilon, corrected, keep, scale }: AdamStep,
): void {
  const { weights, m, v, gradient, into } = arrays;
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i] * scale;
    const mean = m[i] * beta1 + g * (1 - beta1);
    const square = v[i] * beta2 + g * g * (1 - beta2);
    m[i] = mean;
    v[i] = square;
    into[i] = weights[i] * keep - (corrected * mean) / (Math.sqrt(square) + epsilon);
  }
}
