// Native ESM tests: Jest on Node 20 cannot require() ESM-only packages such as Nest 12.
export default {
  testEnvironment: import.meta.dirname + '/tools/jest-environment.mjs',
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/src/**/*.e2e-spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.[mc]?tsx?$': [
      '@swc/jest',
      {
        swcrc: false,
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true, tsx: false },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
      },
    ],
  },
  testEnvironmentOptions: { customExportConditions: ['@millwright/source', 'node', 'node-addons'] },
  testTimeout: 30_000,
  reporters: ['default', import.meta.dirname + '/tools/jest-reporter.mjs'],
  coverageDirectory: '<rootDir>/test-results/coverage',
};
