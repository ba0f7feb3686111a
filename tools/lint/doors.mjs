// The closed doors: what only one room may import, and what pure rooms may not. Later blocks replace earlier ones.

const doors = {
  tensorflow: {
    group: ['@tensorflow/*', 'onnxruntime-*'],
    message: 'Only libs/math/network opens an engine.',
  },
  database: {
    group: ['@prisma/*', 'prisma', 'prisma/*'],
    message: 'Only libs/stores/registry opens the database.',
  },
  parsers: {
    group: ['sharp', 'bmp-ts', 'yauzl', 'tar-stream', 'csv-parse', 'csv-parse/*'],
    message: 'Only libs/stores/readers parses foreign bytes.',
  },
  jobs: {
    group: ['bullmq', 'ioredis'],
    message: 'Only libs/stores/jobs opens the job engine.',
  },
  platform: {
    group: ['node:*'],
    message: 'Contracts, client, math and families are pure: arrays come in, values go out.',
  },
  testing: {
    group: ['@millwright/*/testing'],
    message: 'Only tests may import a testing entry.',
  },
};

/** Shut for everybody, tests included. */
export const insides = {
  group: [
    ...['api', 'worker', 'portal', 'cli', 'e2e', 'tools'].map((app) => `@millwright/${app}`),
    '@millwright/*/src',
    '@millwright/*/src/**',
    '@millwright/*/dist',
    '@millwright/*/dist/**',
  ],
  message: 'A lib is reached by its name alone, an app by nobody.',
};

const always = ['tensorflow', 'database', 'parsers', 'jobs', 'testing'];
const code = '{ts,tsx,mts,mjs}';

/** A block for these folders in which some of the doors stand open and others are shut as well. */
const closed = (folders, { open = [], shut = [] } = {}) => ({
  files: folders.map((folder) => `${folder}/**/*.${code}`),
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          insides,
          ...[...always, ...shut].filter((name) => !open.includes(name)).map((name) => doors[name]),
        ],
      },
    ],
  },
});

const pure = { shut: ['platform'] };

export const closedDoors = [
  closed(['apps', 'libs', 'tools']),
  closed(['libs/contracts', 'libs/client/src', 'libs/math', 'libs/families'], pure),
  closed(['libs/math/network'], { ...pure, open: ['tensorflow'] }),
  closed(['libs/math/network/src/engines'], { open: ['tensorflow'] }),
  closed(['libs/stores/registry'], { open: ['database'] }),
  closed(['libs/stores/readers'], { open: ['parsers'] }),
  closed(['libs/stores/jobs'], { open: ['jobs'] }),
  closed(['**/testing', 'apps/e2e', 'tools'], { open: ['testing'] }),
  closed(['libs/stores/readers/src/testing'], { open: ['testing', 'parsers'] }),
];
