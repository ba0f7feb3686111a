import type { Phase } from '../kernel.ts';
import { Meetings, type Span } from './phases.ts';

const byAll: Phase = { call: 'work', arguments: [], total: 100, grain: 10 };
const byOne: Phase = { ...byAll, grain: 100 };
const reads = (from: number): Span => ({ from, to: from + 64, written: false });
const writes = (from: number): Span => ({ from, to: from + 64, written: true });

function meetingsOf(...work: readonly (readonly [Phase, ...Span[]])[]): boolean[] {
  const meetings = new Meetings();
  for (const [phase, ...spans] of work) meetings.add([phase], spans);
  return meetings.phases.map(({ meet }) => meet);
}

describe('threads meet', () => {
  it('before one reads what others wrote', () => {
    expect(meetingsOf([byAll, writes(0)], [byAll, reads(0), writes(64)])).toEqual([false, true]);
  });

  it('before one overwrites what others may still read', () => {
    expect(meetingsOf([byAll, reads(0), writes(64)], [byAll, writes(0)])).toEqual([false, true]);
  });

  it('not where two work on other bytes, or read the same', () => {
    expect(meetingsOf([byAll, reads(0), writes(64)], [byAll, reads(0), writes(128)])).toEqual([false, false]);
  });

  it('not where the first thread goes on with its own work', () => {
    expect(meetingsOf([byOne, writes(0)], [byOne, reads(0), writes(64)])).toEqual([false, false]);
  });

  it('before all take up what the first thread did alone', () => {
    expect(meetingsOf([byOne, writes(0)], [byAll, reads(0)])).toEqual([false, true]);
  });

  it('once for all that came before', () => {
    const work = meetingsOf([byAll, writes(0), writes(64)], [byAll, reads(0)], [byAll, reads(64)]);
    expect(work).toEqual([false, true, false]);
  });

  it('between the phases of one operation', () => {
    const meetings = new Meetings();
    meetings.add([byAll, byAll], [reads(0), writes(64)]);
    expect(meetings.phases.map(({ meet }) => meet)).toEqual([false, true]);
  });
});
