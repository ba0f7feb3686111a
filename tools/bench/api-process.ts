import { startProgram } from '../reproduce/processes.ts';
import type { TemporaryProduct } from '../reproduce/product.ts';

/** An api that listens on this machine. */
export interface Server {
  readonly port: number;
  end(): Promise<void>;
}

/** The api as a process of its own, over the database and the files of a temporary product. */
export async function startApi(
  product: TemporaryProduct,
  env: Readonly<Record<string, string>>,
): Promise<Server> {
  const { message, end } = await startProgram('apps/api/src/main.ts', {
    DATABASE_URL: product.databaseUrl,
    DATA_DIR: product.dataDirectory,
    API_PORT: '0',
    HOST: '127.0.0.1',
    ...env,
  });
  return { port: (message as { port: number }).port, end };
}
