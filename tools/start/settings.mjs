// What `npm start` reads from the environment, checked before anything is started.
import path from 'node:path';
import { root } from '../command/step.mjs';
import { CommandError } from '../command/words.mjs';

function port(name, fallback) {
  const text = process.env[name] || String(fallback);
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 65_535) return value;
  throw new CommandError({
    en: `${name}: expected a port from 1 to 65535, received "${text}".`,
    zh: `${name}：应为 1 到 65535 的端口号，收到 "${text}"。`,
  });
}

function address(name, schemes) {
  const text = process.env[name];
  if (!text) return undefined;
  const scheme = URL.canParse(text) ? new URL(text).protocol.slice(0, -1) : '';
  if (schemes.includes(scheme)) return text;
  const example = `${schemes[0]}://…`;
  throw new CommandError({
    en: `${name}: expected an address like ${example}.`,
    zh: `${name}：应为形如 ${example} 的地址。`,
  });
}

/** An address at which this machine reaches what listens on `host`. */
function reachable(host) {
  const isEverywhere = host === '0.0.0.0' || host === '::' || host === 'localhost';
  const name = isEverywhere ? '127.0.0.1' : host;
  return name.includes(':') ? `[${name}]` : name;
}

export function readSettings() {
  const settings = {
    port: port('PORT', 3000),
    apiPort: port('API_PORT', 3333),
    host: process.env.HOST || '127.0.0.1',
    dataDir: path.resolve(root, process.env.DATA_DIR || 'data'),
    databaseUrl: address('DATABASE_URL', ['postgresql', 'postgres']),
    redisUrl: address('REDIS_URL', ['redis', 'rediss']),
  };
  if (settings.port === settings.apiPort) {
    throw new CommandError({
      en: `PORT and API_PORT are both ${settings.port}. Give the portal and the api a port each.`,
      zh: `PORT 与 API_PORT 都是 ${settings.port}。请为门户和接口服务各设一个端口。`,
    });
  }
  const at = reachable(settings.host);
  return {
    ...settings,
    apiUrl: `http://${at}:${settings.apiPort}`,
    portalUrl: `http://${at}:${settings.port}`,
  };
}
