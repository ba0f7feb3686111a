// A dispatcher in a process of its own, so that a test can kill it in the middle of a delivery.
import { openRegistry } from '@millwright/registry';
import { openCourier, openSecretBox, startDispatcher } from '../index.ts';

const { DATABASE_URL = '', DATA_DIR = '' } = process.env;
const { webhooks } = openRegistry(DATABASE_URL);
const courier = openCourier({ secrets: openSecretBox(DATA_DIR), allowedHosts: ['127.0.0.1'] });
startDispatcher({ webhooks, courier, pollMs: 20, leaseMs: 1500 });
process.on('disconnect', () => process.exit());
