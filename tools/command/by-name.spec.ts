import { AppError } from '@millwright/contracts';
import { runByName, wholeNumber, type CommandByName, type Named } from './by-name.ts';

const summary = { en: 'weighs it', zh: '称重' };

const aCommand = (run: CommandByName<Named>['run']): CommandByName<Named> => ({
  call: 'npm run weigh -- NAME [--times N] [--json]',
  things: [
    { name: 'part', summary, options: ['times'] },
    { name: 'pallet', summary, options: [] },
  ],
  run,
});

const weighing = aCommand(async ({ name }, { times = '1' }) => {
  const grams = 5 * wholeNumber('times', times, 1);
  return { json: { name, grams }, text: `${name}: ${grams} g` };
});

/** Exit code and what was written. */
async function called(command: CommandByName<Named>, ...args: string[]) {
  const said = { out: '', err: '' };
  const code = await runByName(command, args, {
    stdout: { write: (text) => (said.out += text) },
    stderr: { write: (text) => (said.err += text) },
  });
  return { code, ...said };
}

describe('a command by name', () => {
  it('lists what it can do where no name is given', async () => {
    const { code, out } = await called(weighing);
    expect([code, out.split('\n')[2]]).toEqual([0, '  part    weighs it']);
    expect(JSON.parse((await called(weighing, '--json')).out)).toEqual({ names: ['part', 'pallet'] });
  });

  it('gives words, and one object with --json', async () => {
    expect(await called(weighing, 'part', '--times', '3')).toEqual({ code: 0, out: 'part: 15 g\n', err: '' });
    expect(JSON.parse((await called(weighing, 'pallet', '--json')).out)).toEqual({
      name: 'pallet',
      grams: 5,
    });
  });

  it.each([
    [['scale'], 'There is no scale here.'],
    [['part', 'pallet'], 'Expected one name.'],
    [['part', '--weight', '3'], '--weight'],
    [['pallet', '--times', '3'], 'pallet takes no --times.'],
    [['part', '--times', '0'], '--times: expected a whole number of at least 1, received 0.'],
    [['part', '--times', 'two'], 'received two.'],
  ])('ends %j with 2 and how it is used', async (args, said) => {
    const { code, out, err } = await called(weighing, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
    expect(err).toContain('npm run weigh -- NAME');
  });

  it('ends a failure with 1, its words, and with --json its code', async () => {
    const failing = aCommand(() => Promise.reject(new AppError('dataset.empty', { file: 'parts' })));
    const { code, out, err } = await called(failing, 'part', '--json');
    const { code: known, message, hint } = JSON.parse(out) as Record<string, string>;
    expect([code, known]).toEqual([1, 'dataset.empty']);
    expect(err).toBe(`${message} ${hint}\n`);
    expect((await called(failing, 'part')).out).toBe('');
  });
});
