// Reads [{ file, text }] as JSON from stdin, lints each text as if it stood in that file, and writes the messages.
// A program of its own, because the rules read the project graph, which belongs to a fresh process.
import { ESLint } from 'eslint';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const eslint = new ESLint({ cwd: root });

let input = '';
for await (const chunk of process.stdin) input += chunk;

const reports = [];
for (const { file, text } of JSON.parse(input)) {
  const results = await eslint.lintText(text, { filePath: path.join(root, file) });
  reports.push(
    results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ({ ruleId, message }))),
  );
}
process.stdout.write(JSON.stringify(reports));
