import type { Module } from '../graph/value.ts';
import type { Session } from './session.ts';

let held = 0;

/** How many variables the open networks of this process hold; equal before and after for whatever cleans up behind itself. */
export const heldTensors = (): number => held;

/** A session whose variables are counted until it is disposed of. */
export function counted(session: Session, { variables }: Module): Session {
  held += variables.length;
  let open = true;
  return {
    run: (...asked) => session.run(...asked),
    read: (names) => session.read(names),
    write: (values) => session.write(values),
    dispose() {
      if (!open) return;
      open = false;
      held -= variables.length;
      session.dispose();
    },
  };
}
