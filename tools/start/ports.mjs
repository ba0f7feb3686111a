// Whether a port can be had, asked before anything is started.
import net from 'node:net';
import { CommandError } from '../command/words.mjs';

const canListen = (port, host) =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error) => resolve(error));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });

/** @throws CommandError that names the variable, where another program holds the port */
export async function requireFree(variable, port, host) {
  // `localhost` may mean either loopback address; a stranger on one of them would be taken for us.
  for (const place of new Set([host, '127.0.0.1', '::1'])) {
    const error = await canListen(port, place);
    if (!error || (place === '::1' && error.code !== 'EADDRINUSE')) continue;
    throw error.code === 'EADDRINUSE' ? taken(variable, port) : refused(variable, port, place, error);
  }
}

const taken = (variable, port) =>
  new CommandError({
    en: `${variable}: port ${port} is taken by another program. Stop it, or choose another port: ${variable}=${port + 1} npm start`,
    zh: `${variable}：端口 ${port} 已被其他程序占用。请停止该程序，或换一个端口：${variable}=${port + 1} npm start`,
  });

const refused = (variable, port, host, error) =>
  new CommandError({
    en: `${variable}, HOST: cannot listen on ${host}:${port} (${error.code}). Choose an address of this machine and a port you may use.`,
    zh: `${variable}、HOST：无法监听 ${host}:${port}（${error.code}）。请使用本机地址和允许使用的端口。`,
  });
