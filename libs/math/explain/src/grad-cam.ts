import { expectShape, type NdArray } from '@millwright/tensors';

/** What a layer gave and how a score rises with it; `layerGradient` of an open network fits. */
export interface Attention {
  /** `[B, h, w, c]` */
  readonly activations: NdArray<'float32'>;
  /** `[B, h, w, c]` */
  readonly gradients: NdArray<'float32'>;
}

/** Mean over the places of each channel of one example: α_k = 1/Z Σ_ij ∂y/∂A_ijk, `[c]`. */
function channelWeights({ gradients }: Attention, example: number): Float64Array {
  const [, height, width, channels] = gradients.shape;
  const places = height * width;
  const weights = new Float64Array(channels);
  const start = example * places * channels;
  for (let i = 0; i < places * channels; i++) weights[i % channels] += gradients.data[start + i] / places;
  return weights;
}

/**
 * Where a network looked, example by example: L = relu(Σ_k α_k A_k), α_k the mean gradient of channel k, each map
 * divided by its largest value. A map without any place that speaks for the score is all 0.
 *
 * @returns one map `values[row][column]` in 0..1 per example, `[h][w]`
 * @throws AppError `tensor.shape`
 * @see R. R. Selvaraju et al. (2017), Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization
 */
export function gradCam(attention: Attention): number[][][] {
  const { activations, gradients } = attention;
  expectShape('activations', activations.shape, [null, null, null, null]);
  expectShape('gradients', gradients.shape, activations.shape);
  const [examples, height, width, channels] = activations.shape;
  return Array.from({ length: examples }, (_, example) => {
    const weights = channelWeights(attention, example);
    const start = example * height * width * channels;
    const raw = Array.from({ length: height }, (_row, row) =>
      Array.from({ length: width }, (_column, column) => {
        const place = start + (row * width + column) * channels;
        let sum = 0;
        for (let k = 0; k < channels; k++) sum += weights[k] * activations.data[place + k];
        return Math.max(0, sum);
      }),
    );
    const largest = Math.max(...raw.flat());
    return raw.map((row) => row.map((value) => (largest > 0 ? value / largest : 0)));
  });
}
