import fs from 'node:fs';
import path from 'node:path';
import type { Locale } from '@millwright/contracts';
import { root } from './workspace.ts';

interface Messages {
  readonly [key: string]: string | Messages;
}

/**
 * What the portal says in a language: `say('train.start')`, `say('run.seed', { seed: 7 })`. Only plain messages; those
 * that count are matched by what follows the count.
 */
export function wordsOf(
  locale: Locale,
): (key: string, values?: Readonly<Record<string, string | number>>) => string {
  const file = path.join(root, 'apps/portal/messages', `${locale}.json`);
  const messages = JSON.parse(fs.readFileSync(file, 'utf8')) as Messages;
  return (key, values = {}) => {
    const text = key.split('.').reduce<Messages | string>((at, name) => (at as Messages)[name], messages);
    if (typeof text !== 'string') throw new Error(`${file} has no message ${key}`);
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}

/** What follows the counts in a message that counts: the part by which it can be found whatever the number is. */
export const afterCount = (message: string): string => message.slice(message.lastIndexOf('}') + 1).trim();
