import type { Network } from '../../definition/network.ts';
import { parametersOf } from '../../definition/parameters.ts';
import type { Inputs } from '../../open.ts';
import type { Session } from '../session.ts';
import { openAnswers, type Answers } from './answers.ts';

/**
 * A session of a network that answers through ONNX Runtime for as long as nothing is learned, with a second copy of the
 * weights; everything else, and what ONNX has no words for, goes to the session itself.
 */
export function answeredByOnnx(session: Session, network: Network): Session {
  let answers: Promise<Answers | null> | null = null;
  let learning = false;
  const forget = (): void => {
    void answers?.then((open) => open?.dispose());
    answers = null;
  };
  const opened = async (): Promise<Answers | null> =>
    openAnswers(network, await session.read(parametersOf(network).map(({ name }) => name)));
  return {
    async run(program, inputs, wanted) {
      if (program === 'train') {
        learning = true;
        forget();
      }
      const fast = program === 'predict' && !learning ? await (answers ??= opened()) : null;
      if (fast === null) return session.run(program, inputs, wanted);
      return new Map([['answers', await fast.predict(inputs.get('inputs') as Inputs)]]);
    },
    read: (names) => session.read(names),
    write(values) {
      forget();
      session.write(values);
    },
    dispose() {
      forget();
      session.dispose();
    },
  };
}
