// A worker as main.ts starts it, but with a model that rests between epochs, so that a test can end it in the middle.
import { tinyModel } from '@millwright/lifecycle/testing';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { serve } from '../serve.ts';
import { openWorker } from '../worker.ts';

const config = readConfig(process.env);
const logger = pino({ level: config.logLevel });
await serve(openWorker(config, logger, [tinyModel()]), logger);
