import type { Phase } from '../kernel.ts';

/** A phase in the order of a run. */
export interface PlannedPhase extends Phase {
  /** All threads meet before it. */
  readonly meet: boolean;
}

/** Bytes that some phases touch. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly written: boolean;
}

interface Touched extends Span {
  readonly byOne: boolean;
}

/** The first thread does it all. */
const isByOne = ({ total, grain }: Phase): boolean => total <= grain;

const clash = (a: Span, b: Span): boolean => (a.written || b.written) && a.from < b.to && b.from < a.to;

/**
 * Says before which phases the threads must meet: where one touches bytes that another thread may have changed, or may still be
 * reading, since they last met. Work that the first thread does alone needs no meeting with what it did before.
 */
export class Meetings {
  readonly phases: PlannedPhase[] = [];
  #touched: Touched[] = [];

  add(phases: readonly Phase[], spans: readonly Span[]): void {
    for (const phase of phases) {
      const byOne = isByOne(phase);
      const meet = this.#touched.some(
        (before) => !(before.byOne && byOne) && spans.some((span) => clash(before, span)),
      );
      if (meet) this.#touched = [];
      this.#touched.push(...spans.map((span) => ({ ...span, byOne })));
      this.phases.push({ ...phase, meet });
    }
  }
}
