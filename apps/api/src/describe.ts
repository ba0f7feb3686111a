// Writes the description of the api to stdout, for programs that are made from it: `node tools/run.mjs apps/api/src/describe.ts`.
import { describeApi } from './describe-api.ts';

process.stdout.write(JSON.stringify(await describeApi()));
