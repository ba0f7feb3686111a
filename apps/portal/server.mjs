// The portal's own server: node server.mjs [--dev]; settings HOST, PORT and API_URL.
import path from 'node:path';
import next from 'next';
import { readConfig } from './src/server/config.mjs';
import { createServer } from './src/server/create-server.mjs';
import { builtScripts, noScripts } from './src/server/page-policy.mjs';

const config = readConfig(process.env, process.argv.slice(2));
const app = next({
  dev: config.dev,
  dir: import.meta.dirname,
  hostname: config.host,
  port: config.port,
});
await app.prepare();

const scripts = config.dev ? noScripts : builtScripts(path.join(import.meta.dirname, '.next/server/app'));
const server = createServer(config, app.getRequestHandler(), scripts);
if (config.dev) server.on('upgrade', app.getUpgradeHandler());
server.on('error', (error) => {
  const taken = 'code' in error && error.code === 'EADDRINUSE';
  process.stderr.write(
    taken ? `PORT: ${config.port} is taken; set PORT to a free one\n` : `${error.message}\n`,
  );
  process.exit(1);
});
server.listen(config.port, config.host, () => {
  process.stdout.write(`portal listening on http://${config.host}:${config.port}\n`);
  process.send?.('ready');
});

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
process.on('disconnect', () => process.exit(0));
