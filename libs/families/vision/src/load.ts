import { AppError } from '@millwright/contracts';
import { loadNetwork, type Network } from '@millwright/network';
import { pictureClassifier, type PictureClassifier } from './picture-classifier.ts';
import { readSavedModel, type SavedModel } from './saved-model.ts';
import { disposedOnError } from './training.ts';

const words = (shape: readonly (number | null)[]): string => `[${shape.join(', ')}]`;

/** That preprocessing, labels and heat maps are those of the network: each file may be good and the two not belong together. */
function checkFit({ steps, channels, labels, heatLayer }: SavedModel, network: Network): void {
  const refuse = (expected: string, received: string): never => {
    throw new AppError('tensor.format', { file: 'model.json', expected, received });
  };
  const sized = steps.findLast((step) => step.op === 'resize' || step.op === 'crop');
  const given = sized ? words([sized.height, sized.width, channels]) : 'pictures of any size';
  if (given !== words(network.input)) refuse(`pictures of ${words(network.input)}`, given);
  const last = network.layers[network.layers.length - 1];
  const outputs = last.kind === 'dense' ? last.units : 0;
  if (outputs !== labels.length && !(outputs === 1 && labels.length === 2))
    refuse(`labels for ${outputs} outputs`, `${labels.length}`);
  if (!network.layers.some(({ name }) => name === heatLayer)) refuse('a layer for heat maps', heatLayer);
}

/**
 * A saved model of pictures, ready to answer.
 *
 * @throws AppError `model.incomplete` without one of its files; `tensor.format`, `tensor.shape` or `network.*` where they
 * are not as written or do not belong together
 */
export async function loadClassifier(
  files: ReadonlyMap<string, Uint8Array>,
  definition: string,
): Promise<PictureClassifier> {
  const model = readSavedModel(files, definition);
  const open = await loadNetwork(files);
  return disposedOnError(open, async () => {
    checkFit(model, open.network);
    return pictureClassifier(open, model);
  });
}
