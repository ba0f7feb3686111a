// Runs Jest in the current project with the flag native ESM tests need, on every platform.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const jest = path.join(import.meta.dirname, '../node_modules/jest/bin/jest.js');
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const { status } = spawnSync(process.execPath, [...flags, jest, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' }, // Jest hides its own process.env from the native library
});
process.exit(status ?? 1);
