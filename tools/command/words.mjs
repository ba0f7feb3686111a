// What the commands say to people. Progress goes to stderr, so that stdout stays free for results.

const chinese = /^zh/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '');

/** Picks the reader's language: English, or Chinese where the shell's LANG says so. */
export const words = (en, zh) => (chinese && zh ? zh : en);

export const say = (text) => process.stderr.write(`${text}\n`);

/** A failure a person can act on: what happened, and what to do next. Printed without a stack. */
export class CommandError extends Error {
  constructor({ en, zh }, details = '') {
    super(words(en, zh));
    this.details = details;
  }
}

/** Prints a failure and ends the process with code 1. */
export function giveUp(error) {
  if (error instanceof CommandError) {
    if (error.details) say(error.details.trimEnd());
    say(`\n✗ ${error.message}`);
  } else {
    say(error?.stack ?? String(error));
  }
  process.exit(1);
}
