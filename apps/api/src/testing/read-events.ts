import http from 'node:http';
import { platformEventSchema, type PlatformEvent } from '@millwright/contracts';

export interface EventReader {
  readonly events: PlatformEvent[];
  /** Names and ids as they came over the wire. */
  readonly lines: string[];
  /** Resolves when the api ends the stream. */
  readonly ended: Promise<void>;
  readonly status: number;
  readonly type: string;
  close(): void;
}

/** Opens a stream of server-sent events and collects what comes. */
export function readEvents(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { headers: { accept: 'text/event-stream', ...headers } }, (response) => {
      const events: PlatformEvent[] = [];
      const lines: string[] = [];
      let rest = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        const whole = (rest + chunk).split('\n');
        rest = whole.pop() ?? '';
        lines.push(...whole);
        for (const line of whole)
          if (line.startsWith('data: ')) events.push(platformEventSchema.parse(JSON.parse(line.slice(6))));
      });
      const ended = new Promise<void>((done) => response.once('end', done).once('close', done));
      resolve({
        events,
        lines,
        ended,
        status: response.statusCode ?? 0,
        type: response.headers['content-type'] ?? '',
        close: () => request.destroy(),
      });
    });
    request.once('error', reject);
  });
}
