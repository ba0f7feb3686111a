// Jest globalTeardown: stops and removes the database of jest-pg-setup.mjs.
export default async function tearDownDatabase() {
  await globalThis.__DATABASE__?.stop();
}
