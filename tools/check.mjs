// `npm run check`: formatting, lint and types of the whole workspace. Says what to do about what it finds.
import fs from 'node:fs';
import path from 'node:path';
import { quietEnvironment, runNode, showNode } from './command/process.mjs';
import { root, step } from './command/step.mjs';
import { giveUp, say, words } from './command/words.mjs';
import { setUp } from './setup.mjs';

const bin = (...parts) => path.join(root, 'node_modules', ...parts);

const checks = [
  {
    name: 'format',
    en: 'Formatting (Prettier)',
    zh: '格式（Prettier）',
    expected: 20,
    args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '--cache', '.'],
    remedy: { en: 'Run: npm run format', zh: '请运行：npm run format' },
  },
  {
    name: 'lint',
    en: 'Rules (ESLint)',
    zh: '规则（ESLint）',
    expected: 20,
    // The rule of the arrows reads the project graph that Nx keeps: have it made anew first.
    first: [bin('nx/dist/bin/nx.js'), 'show', 'projects'],
    args: [bin('eslint/bin/eslint.js'), '.', '--max-warnings=0'],
    remedy: {
      en: 'Each line names the rule; docs/architecture.md says what it is for. Some mend themselves: npx eslint . --fix',
      zh: '每行都写明了规则；用意见 docs/architecture.md。部分可自动修复：npx eslint . --fix',
    },
  },
  {
    name: 'types',
    en: 'Types of libs, servers, tests and tools (tsc)',
    zh: '库、服务、测试和工具的类型（tsc）',
    expected: 40,
    args: [bin('typescript/bin/tsc'), '-b', 'tsconfig.json'],
    remedy: { en: 'Mend the types named above.', zh: '请修正上面列出的类型错误。' },
  },
  {
    name: 'portal-types',
    en: 'Types of the portal (tsc)',
    zh: '门户的类型（tsc）',
    expected: 20,
    // Next writes the types of its routes.
    first: [bin('next/dist/bin/next'), 'typegen', 'apps/portal'],
    args: [bin('typescript/bin/tsc'), '-p', 'apps/portal/tsconfig.json'],
    remedy: { en: 'Mend the types named above.', zh: '请修正上面列出的类型错误。' },
  },
];

async function pass({ name, en, zh, expected, first, args, remedy }) {
  const env = quietEnvironment();
  if (first) await runNode(first, { env });
  const code = await step({ name, en, zh, expected }, () => showNode(args, { env }));
  if (code !== 0) say(`✗ ${words(en, zh)}: ${words(remedy.en, remedy.zh)}`);
  return code === 0;
}

async function main(names) {
  await setUp();
  const chosen = names.length ? checks.filter(({ name }) => names.includes(name)) : checks;
  let failed = 0;
  for (const check of chosen) if (!(await pass(check))) failed += 1;
  const all = chosen.length;
  say(failed ? `\n${failed} of ${all} checks failed` : `\nAll ${all} checks passed`);
  process.exitCode = failed ? 1 : 0;
}

fs.mkdirSync(path.join(root, '.nx'), { recursive: true });
await main(process.argv.slice(2)).catch(giveUp);
