import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import type { OpenParts } from './open-parts.ts';
import { keepFirstLink } from './platform/first-administrator.ts';

/** How long connections may take to end before the process goes without them [ms]. */
const patience = 8_000;

/**
 * Listens until the process is asked to end: by SIGTERM or SIGINT, or because the launcher at the other end of the IPC
 * channel is gone. Tells the launcher the port it listens on.
 *
 * @throws Error that names the variable, where the address cannot be had
 */
export async function serve(config: Config, parts: OpenParts): Promise<void> {
  await keepFirstLink(parts);
  const app = await createApp(parts);
  await app.listen(config.port, config.host).catch((error: unknown) => {
    throw listenError(error, config);
  });
  const { port } = app.getHttpServer().address() as AddressInfo;
  parts.logger.info({ host: config.host, port, pid: process.pid }, 'api.listening');
  let ending = false;
  const end = async (reason: string): Promise<void> => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), patience).unref();
    parts.logger.info({ reason }, 'api.stopping');
    await app.close();
    await parts.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal));
  process.on('disconnect', () => void end('disconnect'));
  process.send?.({ port });
}

function listenError(error: unknown, { port, host }: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new Error(`API_PORT: ${port} is taken by another program; choose a free port`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Error(`HOST: ${host} is no address of this machine`);
  if (code === 'EACCES')
    return new Error(`API_PORT: this user may not listen on ${port}; choose a port above 1023`);
  return error;
}
