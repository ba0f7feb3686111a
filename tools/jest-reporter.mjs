// Writes the counts of one project to <project>/test-results/jest.json, an Nx output: a cache hit brings it back.
import fs from 'node:fs';
import path from 'node:path';

export default class CountReporter {
  constructor(globalConfig) {
    this.root = globalConfig.rootDir;
  }

  onRunComplete(_contexts, results) {
    const file = path.join(this.root, 'test-results', 'jest.json');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const counts = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    fs.writeFileSync(file, JSON.stringify(counts));
  }
}
