import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Got {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Answer = (response: http.ServerResponse, got: Got) => void;

export interface Receiver {
  readonly port: number;
  readonly got: Got[];
  /** What it does with the requests to come; 204 where nothing else is said. */
  answers(answer: Answer): void;
  close(): Promise<void>;
}

/** A real HTTP server on this machine that keeps what it gets. */
export async function aReceiver(): Promise<Receiver> {
  const usual: Answer = (response) => response.writeHead(204).end();
  let answer = usual;
  const got: Got[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text) => (body += String(text)));
    request.once('end', () => {
      const one = { headers: request.headers as Record<string, string>, body };
      got.push(one);
      answer(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    got,
    answers: (given) => (answer = given),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Asks again and again until there is something. */
export async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await sleep(20);
  }
}
