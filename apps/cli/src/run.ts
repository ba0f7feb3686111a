import { ApiFailure } from '@millwright/client';
import { CommanderError, type Command } from 'commander';
import { openApi } from './api.ts';
import { BadUse, Failure } from './failure.ts';
import { buildProgram } from './program.ts';
import { findApi, languageOf, type Surroundings } from './surroundings.ts';
import { Voice } from './voice.ts';

/**
 * Runs one command line.
 *
 * @param argv - the words behind the program's name
 * @returns the exit code: 0 done, 1 failed, 2 used wrongly
 */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const locale = languageOf(argv, surroundings.env);
  const voice = new Voice(surroundings, locale, argv.includes('--json'));
  const program = buildProgram(
    async (work) => {
      const api = await openApi(addressIn(surroundings), locale);
      await work({ api, voice, surroundings });
    },
    (text) => text[locale],
  );
  speakThrough(program, surroundings);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    return told(error, voice);
  }
}

/** Options of the program may stand behind a command as well: `datasets list --json`. */
function speakThrough(program: Command, { stdout, stderr }: Surroundings): void {
  const output = {
    writeOut: (text: string) => void stdout.write(text),
    writeErr: (text: string) => void stderr.write(text),
    outputError: () => {},
  };
  const [json, lang] = program.options;
  const prepare = (command: Command): void => {
    command.exitOverride().configureOutput(output);
    if (command !== program) command.addOption(json).addOption(lang);
    command.commands.forEach(prepare);
  };
  prepare(program);
}

function addressIn(surroundings: Surroundings): ReturnType<typeof findApi> {
  try {
    return findApi(surroundings);
  } catch (error) {
    throw new BadUse(error instanceof Error ? error.message : String(error));
  }
}

function told(error: unknown, voice: Voice): number {
  if (error instanceof Failure || error instanceof ApiFailure) {
    voice.failure(error);
    return 1;
  }
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  if (error instanceof CommanderError || error instanceof BadUse) {
    if (error.message !== '(outputHelp)') voice.failure(badUse(error, voice));
    return 2;
  }
  throw error;
}

const badUse = (error: Error, { locale }: Voice): Failure =>
  Failure.of('command.usage', { reason: error.message.replace(/^error: /, '').replace(/\.$/, '') }, locale);
