import type { ModelPromise, World } from '@millwright/model/testing';
import { heldTensors } from '@millwright/network/testing';
import { ndArray } from '@millwright/tensors';
import type { PictureExample, PictureInput, Verdict } from '../pictures/picture.ts';

type PicturePromise = ModelPromise<PictureExample, PictureInput, Verdict, string>;

/** What every model of pictures promises; worlds have as many test pictures of each label. */
export function picturePromise(
  world: () => World<PictureExample, PictureInput, string>,
  settings: PicturePromise['settings'],
): PicturePromise {
  const labels = new Set(world().test.map(({ truth }) => truth)).size;
  return {
    world,
    settings,
    score: (answers, truths) => answers.filter(({ label }, i) => label === truths[i]).length / truths.length,
    beats: { name: 'always the commonest label', score: 1 / labels },
    numbers: ({ confidence, scores }) => [confidence, ...Object.values(scores)],
    refuses: [
      {
        what: 'a picture of two channels',
        input: { image: ndArray('uint8', [32, 32, 2]) },
        code: 'tensor.shape',
      },
      {
        what: 'a picture without channels',
        input: { image: ndArray('uint8', [32, 32]) },
        code: 'tensor.shape',
      },
    ],
    held: heldTensors,
  };
}
