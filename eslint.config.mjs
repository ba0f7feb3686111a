// The rules of the house: arrows between layers, closed doors, small files, no loose ends. See docs/architecture.md.
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier/flat';
import tseslint from 'typescript-eslint';
import { closedDoors, insides } from './tools/lint/doors.mjs';
import { layers } from './tools/lint/layers.mjs';

const specs = ['**/*.spec.ts', '**/*.spec.tsx', '**/*.e2e-spec.ts'];

/** Things written in no file, each as a pattern of the syntax tree. */
const syntax = [
  ['ExportAllDeclaration', 'Name what is public, one by one: export * hides it.'],
  [
    'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>5]',
    'A constructor with more than 5 parameters does too much: split the class.',
  ],
];

const runner = '/^(it|test|describe)$/';
const unconditional =
  'A focused or skipped test hides the others or itself. A missing precondition is `const maybe = ready ? it : it.skip`.';
const testSyntax = [
  [`CallExpression[callee.object.name=${runner}][callee.property.name=/^(only|skip|todo)$/]`, unconditional],
  [
    `CallExpression[callee.object.object.name=${runner}][callee.object.property.name=/^(only|skip)$/]`,
    unconditional,
  ],
  ['CallExpression[callee.name=/^(fit|fdescribe|xit|xtest|xdescribe)$/]', unconditional],
];

const refuse = (patterns) => ['error', ...patterns.map(([selector, message]) => ({ selector, message }))];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/out-tsc/**',
      '**/.next/**',
      '**/generated/**',
      '**/engines/wasm/assembly/**', // AssemblyScript: its compiler judges it
      '**/test-results/**',
      '**/next-env.d.ts',
      'data/**',
      'native/**',
      '.nx/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mjs}'],
    plugins: { '@nx': nx },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'no-restricted-syntax': refuse(syntax),
      'no-console': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          enforceBuildableLibDependency: false,
          // A tool may load late what it has just prepared; that binds nobody else.
          checkDynamicDependenciesExceptions: ['.*'],
          depConstraints: layers,
        },
      ],
    },
  },
  ...closedDoors,
  {
    files: specs,
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-syntax': refuse([...syntax, ...testSyntax]),
      'no-restricted-imports': ['error', { patterns: [insides] }],
    },
  },
  {
    // A suite that others run is one long describe.
    files: ['**/testing/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // Commands talk to people.
    files: ['tools/**', 'apps/cli/**', 'libs/client/*.mjs', 'libs/stores/registry/*.mjs'],
    rules: { 'no-console': 'off' },
  },
  prettier,
);
