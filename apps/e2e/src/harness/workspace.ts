import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../../../..');

/** Where a journey leaves its pictures. */
export const pictures = path.resolve(import.meta.dirname, '../../test-results');

/** A port nobody listens on now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** A directory of its own; everybody may pass it, since the database runs as a user of its own. */
export function temporaryDirectory(name: string): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), `millwright-${name}-`));
  fs.chmodSync(directory, 0o755);
  return directory;
}
