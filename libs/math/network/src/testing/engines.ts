/// <reference types="jest" />
import { engineNames, type EngineName } from '../engines/names.ts';
import { listEngines } from '../engines/engines.ts';

/** Engines that run on this machine; the others' tests are counted as skipped, with the reason in their name. */
const statuses = (await listEngines()).filter(({ name }) =>
  (engineNames as readonly string[]).includes(name),
);

export const availableEngines: readonly EngineName[] = engineNames.filter(
  (name) => statuses.find((status) => status.name === name)?.available,
);

/** One describe for each engine. */
export function describeEngines(title: string, suite: (engine: EngineName) => void): void {
  for (const { name, available, reason } of statuses) {
    const on = available ? describe : describe.skip;
    on(`${title} on ${name}${available ? '' : ` (${reason})`}`, () => suite(name as EngineName));
  }
}
