// `npm run reproduce -- NAME [--seed S] …`: one row of a quality table, end to end, with defaults, through the same
// lifecycle as the product.
import { runByName, wholeNumber } from '../command/by-name.ts';
import { demonstration } from './demonstration.ts';
import { imageClasses } from './image-classes.ts';
import { resultTable, type Reproduction } from './result.ts';

process.exitCode = await runByName(
  {
    call: 'npm run reproduce -- NAME [--data DIR] [--seed S] [--model FAMILY/MODEL] [--hold-back N] [--json]',
    things: [imageClasses, demonstration],
    async run(reproduction: Reproduction, { data, seed = '1', model, 'hold-back': holdBack }) {
      const result = await reproduction.run({
        data,
        model,
        seed: wholeNumber('seed', seed),
        holdBack: holdBack === undefined ? undefined : wholeNumber('hold-back', holdBack, 1),
      });
      return { json: result, text: resultTable(result) };
    },
  },
  process.argv.slice(2),
);
