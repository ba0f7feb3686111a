// The api as main.ts starts it, but with a model that is trained in a moment, for tests that need a process.
import { tinyModel } from '@millwright/lifecycle/testing';
import { readConfig } from '../config.ts';
import { openParts } from '../open-parts.ts';
import { serve } from '../serve.ts';

const config = readConfig(process.env);
await serve(config, await openParts(config, [tinyModel()]));
