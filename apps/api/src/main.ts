import { createApp } from './app.ts';
import { readConfig, type Config } from './config.ts';
import { openParts } from './open-parts.ts';

/** Starts the api and stops it with its parent, or when it is asked to. */
async function start(): Promise<void> {
  const config = readConfig(process.env);
  const parts = await openParts(config);
  const app = await createApp(parts);
  await app.listen(config.port, config.host).catch((error: unknown) => {
    throw listenError(error, config);
  });
  parts.logger.info({ host: config.host, port: config.port, pid: process.pid }, 'api.listening');
  const stop = async () => {
    setTimeout(() => process.exit(1), 8000).unref();
    await app.close();
    await parts.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
  if (process.send) process.once('disconnect', () => void stop());
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

await start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
