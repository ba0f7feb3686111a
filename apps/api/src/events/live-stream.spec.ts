import { jest } from '@jest/globals';
import type { MessageEvent } from '@nestjs/common';
import { NEVER, Subject } from 'rxjs';
import { asMessages, snapshotThenLive } from './live-stream.ts';

describe('snapshotThenLive', () => {
  it('gives the snapshot first, then what came while it was taken, then what comes', async () => {
    const live = new Subject<string>();
    const seen: string[] = [];
    let take: (value: string[]) => void = () => {};
    snapshotThenLive(() => new Promise<string[]>((resolve) => (take = resolve)), live).subscribe((event) =>
      seen.push(event),
    );
    live.next('meanwhile');
    take(['now']);
    await new Promise(setImmediate);
    live.next('later');
    expect(seen).toEqual(['now', 'meanwhile', 'later']);
  });

  it('fails where the snapshot fails', async () => {
    const failing = snapshotThenLive(() => Promise.reject(new Error('gone')), NEVER);
    await expect(new Promise((_, reject) => failing.subscribe({ error: reject }))).rejects.toThrow('gone');
  });

  it('lets go of the source when nobody listens any more', () => {
    const live = new Subject<string>();
    snapshotThenLive(() => Promise.resolve([]), live)
      .subscribe()
      .unsubscribe();
    expect(live.observed).toBe(false);
  });
});

describe('asMessages', () => {
  it('sends a comment every 15 s, so that nobody closes a quiet stream, and none after the end', () => {
    jest.useFakeTimers();
    const seen: MessageEvent[] = [];
    const subscription = asMessages(NEVER).subscribe((message) => seen.push(message));
    jest.advanceTimersByTime(31_000);
    expect(seen.map(({ comment }) => comment)).toEqual(['connected', 'alive', 'alive']);
    subscription.unsubscribe();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });
});
