import { answersRepository } from './answers.repository.ts';
import { auditRepository } from './audit.repository.ts';
import { guarded, openClient } from './database.ts';
import { datasetsRepository } from './datasets.repository.ts';
import { deletedRepository } from './deleted.repository.ts';
import { itemsRepository } from './items.repository.ts';
import { keysRepository } from './keys.repository.ts';
import { modelsRepository } from './models.repository.ts';
import { referencesRepository } from './references.repository.ts';
import type { Registry } from './registry.ts';
import { requestsRepository } from './requests.repository.ts';
import { runsRepository } from './runs.repository.ts';
import { usersRepository } from './users.repository.ts';
import { webhooksRepository } from './webhooks.repository.ts';
import { tagsRepository } from './tags.repository.ts';

/** Opens the registry on a PostgreSQL server whose migrations were applied (`npm run migrate -- deploy`). */
export function openRegistry(databaseUrl: string): Registry {
  const client = openClient(databaseUrl);
  return guarded<Registry>({
    datasets: guarded(datasetsRepository(client)),
    items: guarded(itemsRepository(client)),
    runs: guarded(runsRepository(client)),
    models: guarded(modelsRepository(client)),
    deleted: guarded(deletedRepository(client)),
    tags: guarded(tagsRepository(client)),
    answers: guarded(answersRepository(client)),
    audit: guarded(auditRepository(client)),
    keys: guarded(keysRepository(client)),
    requests: guarded(requestsRepository(client)),
    users: guarded(usersRepository(client)),
    references: guarded(referencesRepository(client)),
    webhooks: guarded(webhooksRepository(client)),
    async ping() {
      await client.$queryRaw`SELECT 1`;
    },
    close: () => client.$disconnect(),
  });
}
