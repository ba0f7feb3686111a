// Migrations without any download: Prisma's schema engine as WebAssembly, over the ordinary PostgreSQL driver.
//
//   npm run migrate -- deploy      applies what is missing
//   npm run migrate -- dev NAME    writes a migration from the difference between the migrations and the schema
//   npm run migrate -- check       fails where the migrations do not give exactly the schema
//   npm run migrate -- status      lists what was applied
//
// DATABASE_URL names the server; `dev` and `check` make a database beside it and drop it again.
import { AsyncLocalStorage } from 'node:async_hooks';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const require = createRequire(import.meta.url);
const folder = path.join(import.meta.dirname, 'prisma');
const schemaFile = path.join(folder, 'schema.prisma');
const migrationsFolder = path.join(folder, 'migrations');
const filters = { externalTables: [], externalEnums: [] };

let engineModule;
/** The engine may be loaded once per process only. */
function loadEngine() {
  engineModule ??= (async () => {
    globalThis.PRISMA_WASM_PANIC_REGISTRY = {
      set_message: (message) => console.error('schema engine:', message),
    };
    const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
    const entry = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const bytes = fs.readFileSync(path.join(path.dirname(entry), 'schema_engine_bg.wasm'));
    const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue });
    glue.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start?.();
    return glue;
  })();
  return engineModule;
}

const TEXT = 25;
const INTERNAL_CHAR = 18;
const CHARACTER_COLUMN = 6; // ColumnTypeEnum.Character
const charColumns = new AsyncLocalStorage();

/** The driver refuses columns of the type "char", which the engine asks for when it looks at a database. */
function acceptCharColumns(adapter) {
  let prototype = Object.getPrototypeOf(adapter);
  while (prototype !== null && !Object.hasOwn(prototype, 'performIO'))
    prototype = Object.getPrototypeOf(prototype);
  if (prototype === null || prototype.acceptsChar) return;
  const { performIO, queryRaw } = prototype;
  prototype.acceptsChar = true;
  prototype.performIO = async function performWithChar(query) {
    const result = await performIO.call(this, query);
    const found = charColumns.getStore();
    result.fields?.forEach((field, column) => {
      if (found === undefined || field.dataTypeID !== INTERNAL_CHAR) return;
      found.push(column);
      field.dataTypeID = TEXT;
    });
    return result;
  };
  prototype.queryRaw = function queryWithChar(query) {
    const found = [];
    return charColumns.run(found, async () => {
      const result = await queryRaw.call(this, query);
      for (const column of found) result.columnTypes[column] = CHARACTER_COLUMN;
      return result;
    });
  };
}

/** The driver cuts a script at every semicolon; PostgreSQL itself takes it whole, and all of it or nothing. */
function sendScriptsWhole(adapter) {
  adapter.executeScript = async (script) => {
    try {
      await adapter.client.query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
}

/** Connections for the engine, which never closes its own, with a shadow database that really is another one. */
function connections(url) {
  const open = new Set();
  const connect = async (database) => {
    const address = new URL(url);
    if (database !== undefined) address.pathname = `/${database}`;
    const adapter = await new PrismaPg({ connectionString: address.href }).connect();
    acceptCharColumns(adapter);
    sendScriptsWhole(adapter);
    open.add(adapter);
    return adapter;
  };
  const factory = new PrismaPg({ connectionString: url });
  factory.connect = () => connect();
  factory.connectToShadowDb = async () => {
    const name = `millwright_shadow_${crypto.randomUUID().replaceAll('-', '')}`;
    const main = await connect();
    await main.executeScript(`CREATE DATABASE "${name}"`);
    const shadow = await connect(name);
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      open.delete(shadow);
      await dispose();
      await main.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    };
    return shadow;
  };
  return { factory, close: () => Promise.all([...open].map((adapter) => adapter.dispose())) };
}

function listMigrations() {
  const names = fs
    .readdirSync(migrationsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: migrationsFolder,
    lockfile: {
      path: 'migration_lock.toml',
      content: fs.readFileSync(path.join(migrationsFolder, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok',
          value: fs.readFileSync(path.join(migrationsFolder, name, 'migration.sql'), 'utf8'),
        },
      },
    })),
  };
}

async function withEngine(url, work) {
  const { SchemaEngine } = await loadEngine();
  const schema = { files: [{ path: schemaFile, content: fs.readFileSync(schemaFile, 'utf8') }] };
  const { factory, close } = connections(url);
  const datamodels = schema.files.map((file) => [file.path, file.content]);
  const engine = await SchemaEngine.new(
    { datamodels },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    return await work(engine, schema);
  } finally {
    engine.free?.();
    await close();
  }
}

const difference = (engine, schema) =>
  engine.diff({
    from: { tag: 'migrations', ...listMigrations() },
    to: { tag: 'schemaDatamodel', ...schema },
    script: true,
    exitCode: true,
    filters,
  });

const MIGRATION_LOCK = 728_274_001; // any number that nobody else uses for an advisory lock in this database

/** One process migrates at a time: the api of a second machine waits until the first has done it. */
async function exclusively(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}

/** Applies the migrations that are missing; gives their names. */
export async function deploy(url) {
  const applied = await exclusively(url, () =>
    withEngine(url, (engine) => engine.applyMigrations({ migrationsList: listMigrations(), filters })),
  );
  return applied.appliedMigrationNames;
}

/** SQL that is missing in the migrations for the schema; null where they agree. */
export function check(url) {
  return withEngine(url, async (engine, schema) => {
    const { exitCode, stdout } = await difference(engine, schema);
    return exitCode === 0 ? null : stdout;
  });
}

async function author(url, name) {
  const sql = await check(url);
  if (sql === null) return console.log('The migrations give the schema already.');
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const directory = path.join(migrationsFolder, `${stamp}_${name}`);
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(path.join(directory, 'migration.sql'), sql);
  console.log(
    `Wrote ${path.relative(process.cwd(), path.join(directory, 'migration.sql'))}; read it before you deploy.`,
  );
}

async function main([command, name]) {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('Set DATABASE_URL to the server whose database is meant.');
  if (command === 'deploy') {
    const names = await deploy(url);
    console.log(names.length === 0 ? 'Nothing to apply.' : `Applied ${names.join(', ')}.`);
  } else if (command === 'dev' && /^[a-z0-9_]+$/.test(name ?? '')) {
    await author(url, name);
  } else if (command === 'check') {
    const sql = await check(url);
    console.log(sql === null ? 'The migrations give exactly the schema.' : `The migrations lack:\n${sql}`);
    if (sql !== null) process.exitCode = 1;
  } else if (command === 'status') {
    const history = await withEngine(url, (engine) =>
      engine.diagnoseMigrationHistory({
        migrationsList: listMigrations(),
        optInToShadowDatabase: false,
        filters,
      }),
    );
    console.log(JSON.stringify(history, null, 2));
  } else {
    console.error('usage: npm run migrate -- deploy | dev NAME (a-z, 0-9, _) | check | status');
    process.exitCode = 2;
  }
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === import.meta.filename) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    console.error(error.message ?? error);
    process.exitCode = 1;
  }
  process.exit(); // the engine leaves a timer behind that would hold the process for ten seconds
}
