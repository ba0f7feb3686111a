import type { Registry } from './registry.ts';

/** Opens the registry on a PostgreSQL server whose migrations were applied (`npm run migrate -- deploy`). */
export function openRegistry(databaseUrl: string): Registry {
  void databaseUrl;
  throw new Error('in work');
}
