import type { MessageEvent } from '@nestjs/common';
import type { PlatformEvent } from '@millwright/contracts';
import { Observable } from 'rxjs';

const heartbeatMs = 15_000;

/** What is known now, then what comes; nothing that comes in between is lost. */
export function snapshotThenLive<T>(snapshot: () => Promise<T[]>, live: Observable<T>): Observable<T> {
  return new Observable<T>((subscriber) => {
    let waiting: T[] | null = [];
    const subscription = live.subscribe({
      next: (event) => (waiting ? void waiting.push(event) : subscriber.next(event)),
      complete: () => subscriber.complete(),
    });
    snapshot().then(
      (first) => {
        for (const event of first) subscriber.next(event);
        for (const event of waiting ?? []) subscriber.next(event);
        waiting = null;
      },
      (error: unknown) => subscriber.error(error),
    );
    return subscription;
  });
}

/** Server-sent events named by their type; a comment every 15 s keeps proxies from closing a quiet stream. */
export function asMessages(events: Observable<PlatformEvent>): Observable<MessageEvent> {
  return new Observable<MessageEvent>((subscriber) => {
    subscriber.next({ comment: 'connected' });
    const heartbeat = setInterval(() => subscriber.next({ comment: 'alive' }), heartbeatMs);
    const subscription = events.subscribe({
      next: (event) => subscriber.next({ type: event.type, data: event }),
      error: (error: unknown) => subscriber.error(error),
      complete: () => subscriber.complete(),
    });
    return () => {
      clearInterval(heartbeat);
      subscription.unsubscribe();
    };
  });
}
