import base from '../../jest.preset.mjs';

export default {
  ...base,
  displayName: 'cli',
  rootDir: import.meta.dirname,
  globalSetup: '../../tools/jest-pg-setup.mjs',
  globalTeardown: '../../tools/jest-pg-teardown.mjs',
};
