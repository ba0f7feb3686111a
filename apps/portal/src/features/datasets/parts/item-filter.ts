import { itemQuerySchema, type ItemQuery } from '@millwright/contracts';
import type { Address } from '../../../use-address.ts';

type Filter = Pick<ItemQuery, 'label' | 'part' | 'finding'>;
const filterSchema = itemQuerySchema.pick({ label: true, part: true, finding: true });

/** The filter that the page's address names; what the contract does not know is left out. */
export function filterOf(address: Pick<Address, 'get'>): Filter {
  const filter = filterSchema.safeParse({
    label: address.get('label') ?? undefined,
    part: address.get('part') ?? undefined,
    finding: address.get('finding') ?? undefined,
  });
  return filter.success ? filter.data : {};
}
