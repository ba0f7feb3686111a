import { createClient, type Client } from '@millwright/client';
import type { Locale } from '@millwright/contracts';
import type { Address } from './surroundings.ts';

/**
 * The api at an address. A key that was found lying about is brought along only where one is asked for: it may be
 * another installation's.
 */
export async function openApi({ url, key, keyWasFound }: Address, locale: Locale): Promise<Client> {
  const withKey = createClient({ url, key, locale });
  if (!keyWasFound) return withKey;
  const without = createClient({ url, locale });
  const { keyRequired } = await without.getSession();
  return keyRequired ? withKey : without;
}
