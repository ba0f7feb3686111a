import fs from 'node:fs';
import path from 'node:path';
import type { Parts } from './platform.module.ts';

/** What the secret of the link is made for. */
export const firstAdministrator = 'first administrator';

/**
 * As long as nobody has an account, the link that makes the first administrator lies in the file `first-administrator` of
 * the data directory, for whoever runs the installation alone; the launcher prints it from there. It is always the same
 * until it is used, so that starts and copies of the api agree on it.
 */
export async function keepFirstLink({
  config,
  key,
  registry,
}: Pick<Parts, 'config' | 'key' | 'registry'>): Promise<void> {
  const file = path.join(config.dataDirectory, 'first-administrator');
  if (await registry.users.any()) return fs.rmSync(file, { force: true });
  // behind #, so that no server on the way writes it into a log
  const link = `${config.publicUrl}/en/welcome#first=${key.secretFor(firstAdministrator)}`;
  fs.writeFileSync(file, `${link}\n`, { mode: 0o600 });
}
