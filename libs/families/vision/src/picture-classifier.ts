import type { HeatMap } from '@millwright/contracts';
import { gradCam } from '@millwright/explain';
import type { Explains, Exports, FittedModel } from '@millwright/model';
import { exportOnnx, saveNetwork, type OpenNetwork } from '@millwright/network';
import { imagePipelineFrom } from '@millwright/preprocessing';
import { ndArray, type NdArray } from '@millwright/tensors';
import { softened } from './calibration.ts';
import { stackPictures } from './pictures/picture-batches.ts';
import type { PictureInput, Verdict } from './pictures/picture.ts';
import { writeSavedModel, type SavedModel } from './saved-model.ts';

/** A fitted model of pictures: verdicts, heat maps, and what a page says about it. */
export interface PictureClassifier
  extends FittedModel<PictureInput, Verdict>, Explains<PictureInput, HeatMap>, Exports {
  readonly labels: readonly string[];
  readonly threshold: number | null;
  readonly engine: string;
}

/** Pictures that are judged at a time. */
const blockSize = 64;

/** Rows of network output as probabilities of every label; one unit speaks for the second of two labels. */
export function probabilityRows(output: NdArray<'float32'>): number[][] {
  const [rows, units] = output.shape;
  return Array.from({ length: rows }, (_, row) => {
    if (units === 1) return [1 - output.data[row], output.data[row]];
    return [...output.data.subarray(row * units, (row + 1) * units)];
  });
}

function verdictOf(probabilities: readonly number[], { labels, threshold }: SavedModel): Verdict {
  const largest = probabilities.indexOf(Math.max(...probabilities));
  const place = threshold === null ? largest : Number(probabilities[1] >= threshold);
  return {
    label: labels[place],
    confidence: probabilities[place],
    scores: Object.fromEntries(labels.map((label, i) => [label, probabilities[i]])),
    threshold,
  };
}

const negated = (gradients: NdArray<'float32'>): NdArray<'float32'> =>
  ndArray(
    'float32',
    gradients.shape,
    gradients.data.map((value) => -value),
  );

/** What another tool needs beside the network: `inputs` are made by `preprocessing`, `answers` are read by the rest. */
const factsOf = ({ definition, labels, threshold, temperature, channels, steps }: SavedModel) => ({
  definition,
  labels: JSON.stringify(labels),
  threshold: JSON.stringify(threshold),
  temperature: JSON.stringify(temperature),
  channels: JSON.stringify(channels),
  preprocessing: JSON.stringify(steps),
});

/** A classifier over an open network, which it owns from now on. */
export function pictureClassifier(network: OpenNetwork, model: SavedModel): PictureClassifier {
  const pipeline = imagePipelineFrom(model.steps);
  const blockOf = (inputs: readonly PictureInput[]): NdArray<'float32'> =>
    stackPictures(
      inputs.map(({ image }) => pipeline.toPixels(image)),
      pipeline,
    );
  const judge = async (block: NdArray<'float32'>): Promise<Verdict[]> =>
    probabilityRows(await network.predict(block)).map((row) =>
      verdictOf(softened(row, model.temperature), model),
    );
  let open = true;

  async function heatOf(block: NdArray<'float32'>, label: string): Promise<number[][][]> {
    const place = model.labels.indexOf(label);
    const oneUnit = network.network.layers.at(-1)?.kind === 'dense' && outputsOf(network) === 1;
    const output = oneUnit ? 0 : place;
    const attention = await network.layerGradient(block, { layer: model.heatLayer, output });
    // What speaks for the first of two labels speaks against the only unit.
    const against = oneUnit && place === 0;
    return gradCam(against ? { ...attention, gradients: negated(attention.gradients) } : attention);
  }

  return {
    labels: model.labels,
    threshold: model.threshold,
    engine: network.engine,
    async predict(inputs) {
      const verdicts: Verdict[] = [];
      for (let from = 0; from < inputs.length; from += blockSize)
        verdicts.push(...(await judge(blockOf(inputs.slice(from, from + blockSize)))));
      return verdicts;
    },
    async explain(inputs) {
      const maps: HeatMap[] = [];
      for (const input of inputs) {
        const block = blockOf([input]);
        const [{ label }] = await judge(block);
        const [values] = await heatOf(block, label);
        maps.push({ method: 'grad-cam', label, width: values[0].length, height: values.length, values });
      }
      return maps;
    },
    exportAs: async () => exportOnnx(network.network, await network.weights(), factsOf(model)),
    save: async () => new Map([writeSavedModel(model), ...(await saveNetwork(network))]),
    dispose() {
      if (open) network.dispose();
      open = false;
    },
  };
}

function outputsOf({ network }: OpenNetwork): number {
  const last = network.layers[network.layers.length - 1];
  return last.kind === 'dense' ? last.units : 0;
}
