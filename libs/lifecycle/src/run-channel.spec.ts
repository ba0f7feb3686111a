import { setTimeout as sleep } from 'node:timers/promises';
import type { PlatformEvent } from '@millwright/contracts';
import type { Registry } from '@millwright/registry';
import { RunChannel } from './run-channel.ts';
import { someWork } from './testing/a-world.ts';

type RunEvent = Extract<PlatformEvent, { type: 'run' }>;

/** A registry that remembers what it was told of a run. */
function aMemory() {
  const writes: unknown[] = [];
  const told: RunEvent[] = [];
  let running = true;
  let broken = false;
  const runs = {
    addPoints: async (_: string, points: unknown[]) => {
      if (broken) throw new Error('the database is away');
      return points;
    },
    addLog: async (_: string, lines: object[]) => lines.map((line, seq) => ({ ...line, seq })),
    progress: async (_: string, live: object) => {
      writes.push({ ...live });
      return running;
    },
  };
  let stops = 0;
  const work = someWork({ report: async (event) => void told.push(event as RunEvent) });
  const channel = new RunChannel({ runs } as unknown as Registry, 'run', work, () => stops++);
  return {
    channel,
    writes,
    told,
    stops: () => stops,
    end: () => (running = false),
    breakDown: (value: boolean) => (broken = value),
  };
}

describe('the channel of a run', () => {
  it('writes at a steady rhythm, however often a fit speaks, and loses nothing', async () => {
    const { channel, writes, told } = aMemory();
    for (let step = 1; step <= 1000; step++) {
      channel.metric('loss', step, 1 / step);
      channel.progress('training', step / 10, null);
      if (step % 100 === 0) await sleep(20);
    }
    await channel.flush();
    await channel.close();
    expect(writes.length).toBeLessThanOrEqual(2);
    expect(told.flatMap(({ points }) => points).map(({ step }) => step)).toEqual(
      Array.from({ length: 1000 }, (_, i) => i + 1),
    );
  });

  it('never goes backwards, also where a resumed fit counts from the start', async () => {
    const { channel, told } = aMemory();
    for (const progress of [10, 60, 20, 70]) {
      channel.progress('training', progress, 5);
      await channel.flush();
    }
    await channel.close();
    expect(told.map(({ progress }) => progress)).toEqual([10, 60, 60, 70]);
  });

  it('says so when the run is no longer running', async () => {
    const { channel, end, stops } = aMemory();
    await channel.flush();
    expect(stops()).toBe(0);
    end();
    await channel.flush();
    await channel.close();
    expect(stops()).toBe(1);
  });

  it('logs a figure that is no number instead of drawing it', async () => {
    const { channel, told } = aMemory();
    channel.metric('loss', 3, Number.NaN);
    await channel.flush();
    await channel.close();
    expect(told[0].points).toEqual([]);
    expect(told[0].log).toMatchObject([
      { event: 'metric.not-finite', level: 'warning', data: { name: 'loss', step: 3, value: 'NaN' } },
    ]);
  });

  it('gives a write that failed in the background to the next one that is waited for', async () => {
    const { channel, breakDown } = aMemory();
    breakDown(true);
    channel.metric('loss', 1, 1);
    await sleep(650);
    breakDown(false);
    await expect(channel.flush()).rejects.toThrow('the database is away');
    await channel.flush();
    await channel.close();
  });
});
