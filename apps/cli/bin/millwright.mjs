#!/usr/bin/env node
// The built program where there is one, else its source: a fresh checkout answers too.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const app = path.join(import.meta.dirname, '..');
const root = path.join(app, '../..');
const built = path.join(app, 'dist/main.js');
const isBuilt = fs.existsSync(built) && fs.existsSync(path.join(root, 'libs/contracts/dist/index.js'));

if (isBuilt) await import(pathToFileURL(built).href);
else runSource();

function runSource() {
  const loader = pathToFileURL(path.join(root, 'node_modules/@swc-node/register/esm/esm-register.mjs')).href;
  const flags = [
    '--disable-warning=ExperimentalWarning',
    '--conditions=@millwright/source',
    '--import',
    loader,
  ];
  const child = spawn(process.execPath, [...flags, path.join(app, 'src/main.ts'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, SWC_NODE_PROJECT: path.join(root, 'tsconfig.dev.json') },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('close', (code) => process.exit(code ?? 130));
}
