import { expectFloat, expectRank, knownLength, refuse, shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';

/** table `[V, E]`, indices int32 `[...]` → `[..., E]`; rows that were drawn get their share of dy. */
export const gather: Operation<'gather'> = {
  infer: ([table, indices]) => {
    expectFloat('gather', [table]);
    expectRank('gather', 'the table', table, 2);
    knownLength('gather', 'rows of the table', table.shape[0]);
    if (indices.dtype !== 'int32') refuse('gather', 'type of the indices', 'int32', indices.dtype);
    return [shaped([...indices.shape, table.shape[1]])];
  },
  gradient: ({ node, upstream: [dy] }, apply) => {
    if (!dy) return [null, null];
    const [table, indices] = node.inputs;
    return [...apply('gatherGradient', [dy, indices], { rows: table.shape[0] as number }), null];
  },
};
