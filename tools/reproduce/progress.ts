import type { PlatformEvent } from '@millwright/contracts';
import { note } from '../command/step.mjs';

/** Between two lines of progress [ms]. */
const interval = 5000;

/** Tells what a page would show, at most every five seconds, and what is logged. */
export function teller(): (event: PlatformEvent) => void {
  let told = 0;
  return (event) => {
    if (event.type === 'model') return;
    if (event.type === 'run')
      for (const { event: name, data } of event.log) {
        const values = Object.entries(data).map(([key, value]) => `${key} ${String(value)}`);
        note(`${name}: ${values.join(', ')}`, `${name}：${values.join('，')}`);
      }
    if (Date.now() - told < interval) return;
    told = Date.now();
    const share = `${event.progress.toFixed(0)} %`;
    const stage = event.type === 'run' ? event.stage : 'importing';
    const left = event.remainingSeconds;
    const seconds = left === null ? null : Math.ceil(left);
    note(
      `${stage} ${share}${seconds === null ? '' : `, about ${seconds} s left`}`,
      `${stage} ${share}${seconds === null ? '' : `，约剩 ${seconds} 秒`}`,
    );
  };
}
