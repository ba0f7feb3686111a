import { readConfig } from './config.ts';
import { openParts } from './open-parts.ts';
import { serve } from './serve.ts';

try {
  const config = readConfig(process.env);
  await serve(config, await openParts(config));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
