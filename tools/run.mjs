// Runs a TypeScript tool from source: `node tools/run.mjs tools/bench/main.ts training --json`.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { quietEnvironment, showNode } from './command/process.mjs';
import { root } from './command/step.mjs';
import { giveUp } from './command/words.mjs';
import { setUp } from './setup.mjs';

const register = pathToFileURL(path.join(root, 'node_modules/@swc-node/register/esm/esm-register.mjs')).href;

/** The flags with which Node runs the workspace's TypeScript without a build. */
export const fromSource = ['--conditions=@millwright/source', '--import', register, '--enable-source-maps'];

export const sourceEnvironment = (extra = {}) =>
  quietEnvironment({ SWC_NODE_PROJECT: path.join(root, 'tsconfig.dev.json'), ...extra });

async function main([file, ...args]) {
  await setUp();
  process.exitCode = await showNode([...fromSource, path.resolve(root, file), ...args], {
    env: sourceEnvironment(),
    cwd: process.cwd(),
  });
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2)).catch(giveUp);
