import type { OperationName } from './attributes.ts';
import { refuse } from './checks.ts';
import type { Dimension } from './value.ts';

/**
 * Length of a slice. Of an open length that is a beginning or an end of known size, or the whole.
 *
 * @param begin - counts from the end where it is negative
 * @param size - null: to the end
 */
export function sliceLength(
  operation: OperationName,
  length: Dimension,
  begin: number,
  size: number | null,
): Dimension {
  if (typeof length === 'string' && size === null) {
    if (begin > 0) refuse(operation, 'size', 'a known length', length);
    return begin === 0 ? length : -begin;
  }
  const rest = begin < 0 ? -begin : typeof length === 'string' ? Infinity : length - begin;
  const taken = size ?? rest;
  if ((typeof length === 'number' && begin < -length) || taken < 1 || taken > rest)
    refuse(operation, 'slice', `a piece of ${length}`, `${taken} from ${begin}`);
  return taken;
}
