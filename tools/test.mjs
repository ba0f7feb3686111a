// `npm test [-- PROJECT… --skip-nx-cache]`: every project's tests through Nx, then one line of counts, the last.
import fs from 'node:fs';
import path from 'node:path';
import { quietEnvironment, showNode } from './command/process.mjs';
import { root } from './command/step.mjs';
import { giveUp, say } from './command/words.mjs';
import { projects } from './command/workspace.mjs';
import { setUp } from './setup.mjs';

/** Settings of a started product are none of the tests' business: they make their own places and ports. */
const ofTheProduct =
  /^(PORT|API_PORT|API_URL|HOST|DATA_DIR|DATABASE_URL|DATABASE_KIND|REDIS_URL|WORKER_QUEUES|MILLWRIGHT_(URL|API_KEY))$/;

function testEnvironment() {
  const env = quietEnvironment({ NODE_ENV: 'test' });
  for (const name of Object.keys(env)) if (ofTheProduct.test(name)) delete env[name];
  return env;
}

const resultOf = (project, place = root) => path.join(place, project.folder, 'test-results', 'jest.json');

/** Adds the projects' counts; one that left none crashed before its end and counts as failed. */
export function sum(tested, place = root) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const project of tested) {
    const file = resultOf(project, place);
    if (!fs.existsSync(file)) {
      say(`${project.name}: left no result, so it counts as 1 failed`);
      total.failed += 1;
      continue;
    }
    const counts = JSON.parse(fs.readFileSync(file, 'utf8'));
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  return total;
}

const nx = (tested, flags, env) =>
  showNode(
    [
      path.join(root, 'node_modules/nx/dist/bin/nx.js'),
      ...['run-many', '-t', 'test', '-p', tested.map(({ name }) => name).join(',')],
      ...['--output-style=static', '--nxBail=false', ...flags],
    ],
    { env },
  );

async function main(args) {
  await setUp();
  const flags = args.filter((arg) => arg.startsWith('-'));
  const names = args.filter((arg) => !arg.startsWith('-'));
  const testable = projects().filter(({ folder }) =>
    fs.existsSync(path.join(root, folder, 'jest.config.mjs')),
  );
  const tested = names.length ? testable.filter(({ name }) => names.includes(name)) : testable;
  for (const project of tested) fs.rmSync(resultOf(project), { force: true });
  // The journeys start the whole product: they come last and have the machine to themselves.
  const isJourney = ({ name }) => name === 'e2e';
  for (const group of [tested.filter((project) => !isJourney(project)), tested.filter(isJourney)])
    if (group.length) await nx(group, flags, testEnvironment());
  const { passed, failed, skipped } = sum(tested);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2)).catch(giveUp);
