// The database of a started product: PostgreSQL from its npm package under DATA_DIR, or the server of DATABASE_URL.
import path from 'node:path';
import { quietEnvironment, runNode } from '../command/process.mjs';
import { root, step } from '../command/step.mjs';
import { CommandError } from '../command/words.mjs';

async function migrate(url) {
  const words = { en: 'Applying database migrations', zh: '正在应用数据库迁移' };
  await step({ name: 'migrate', ...words, expected: 3 }, () =>
    runNode([path.join(root, 'libs/stores/registry/migrate.mjs'), 'deploy'], {
      env: quietEnvironment({ DATABASE_URL: url }),
      failure: {
        en: 'The database could not be prepared. Where DATABASE_URL is set, check address, user, password and rights.',
        zh: '数据库准备失败。如已设置 DATABASE_URL，请检查地址、用户、密码和权限。',
      },
    }),
  );
}

/**
 * Opens the database and brings it up to date.
 *
 * @param onEnd - called with an Error where the embedded database ends by itself
 * @returns { url, kind: 'embedded' | 'server', stop() }
 */
export async function openDatabase({ databaseUrl, dataDir }, onEnd) {
  if (databaseUrl) {
    await migrate(databaseUrl);
    return { url: databaseUrl, kind: 'server', stop: async () => {} };
  }
  const { startEmbedded } = await import('../embedded-pg.mjs');
  const words = { en: 'Starting the database', zh: '正在启动数据库' };
  const server = await step({ name: 'database', ...words, expected: 2 }, () =>
    startEmbedded({ directory: path.join(dataDir, 'database'), onExit: onEnd }),
  ).catch((error) => {
    throw new CommandError({ en: error.message });
  });
  try {
    await migrate(server.url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: server.url, kind: 'embedded', stop: () => server.stop() };
}
