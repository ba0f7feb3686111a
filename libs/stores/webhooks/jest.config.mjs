import base from '../../../jest.preset.mjs';

export default {
  ...base,
  displayName: 'webhooks',
  rootDir: import.meta.dirname,
  globalSetup: '../../../tools/jest-pg-setup.mjs',
  globalTeardown: '../../../tools/jest-pg-teardown.mjs',
  testTimeout: 60_000,
};
