// Makes src/generated from what the api says of itself: the types of every route, and the table of their addresses.
// `node generate.mjs`; with `--check` it changes nothing and ends with 1 where something would change.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import openapiTypescript, { astToString } from 'openapi-typescript';

const root = path.resolve(import.meta.dirname, '../..');
const generated = path.join(import.meta.dirname, 'src/generated');
const head = '// Made by `npm run generate` from the OpenAPI description of the api; not to be edited.\n';

function describe() {
  const program = [path.join(root, 'tools/run.mjs'), path.join(root, 'apps/api/src/describe.ts')];
  const said = spawnSync(process.execPath, program, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (said.status !== 0) throw new Error(`The api does not describe itself: ${said.stderr}`);
  return JSON.parse(said.stdout);
}

const operationsOf = (description) =>
  Object.entries(description.paths).flatMap(([address, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      address,
      operation,
    })),
  );

const isGood = (status) => /^(2|302)/.test(status);

/** Failures are thrown as one class, and most examples say less than the types: neither is repeated for each route. */
function forTypes(description) {
  for (const { operation } of operationsOf(description)) {
    for (const status of Object.keys(operation.responses))
      if (!isGood(status)) delete operation.responses[status];
    delete operation.description;
    for (const parameter of operation.parameters ?? []) delete parameter.example;
    const answers = Object.values(operation.responses).flatMap(({ content = {} }) => Object.values(content));
    for (const answer of answers) delete answer.example;
  }
  for (const schema of Object.values(description.components.schemas)) delete schema.example;
  delete description.components.examples;
  return description;
}

/** How the answer of an operation is read. */
function answerOf({ responses }) {
  const [status] = Object.keys(responses).filter(isGood);
  const types = Object.keys(responses[status].content ?? {});
  if (types.length === 0) return 'nothing';
  if (types.includes('application/json')) return 'json';
  return types.includes('text/event-stream') ? 'events' : 'bytes';
}

function tableOf(description) {
  const rows = operationsOf(description)
    .map(({ method, address, operation }) => [operation.operationId, method, address, answerOf(operation)])
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([id, method, address, answer]) => {
      return `  ${id}: { method: '${method}', path: '${address}', answer: '${answer}' },`;
    });
  return `${head}\n/** Where each operation lies. */\nexport const routes = {\n${rows.join('\n')}\n} as const;\n`;
}

async function make() {
  const description = forTypes(describe());
  const types = await openapiTypescript(description, { alphabetize: true, defaultNonNullable: false });
  return { 'api.ts': `${head}\n${astToString(types)}`, 'routes.ts': tableOf(description) };
}

const contentOf = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '');
const made = Object.entries(await make()).map(([name, text]) => [path.join(generated, name), text]);
const stale = made.filter(([file, text]) => contentOf(file) !== text);
if (process.argv.includes('--check')) {
  for (const [file] of stale)
    console.error(`${path.relative(root, file)} is stale: npm run generate -w @millwright/client`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  fs.mkdirSync(generated, { recursive: true });
  for (const [file, text] of stale) fs.writeFileSync(file, text);
  console.log(stale.length > 0 ? 'The client was made.' : 'The client is up to date.');
}
