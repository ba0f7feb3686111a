// Jest globalSetup: a throwaway embedded PostgreSQL for this project; its address becomes DATABASE_URL.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbedded } from './embedded-pg.mjs';

export default async function setUpDatabase() {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'millwright-database-'));
  const database = await startEmbedded({ directory, throwaway: true });
  globalThis.__DATABASE__ = database;
  process.env.DATABASE_URL = database.url;
}
