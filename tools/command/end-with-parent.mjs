// Preloaded into programs that a command runs: when the command is killed, they end too instead of working on unseen.
import { isMainThread } from 'node:worker_threads';

// For this program alone: what it starts by itself has its own line to it, which must stay as it is.
const own = process.execArgv.findIndex((flag) => flag.endsWith('end-with-parent.mjs'));
if (own > 0) process.execArgv.splice(own - 1, 2);

if (isMainThread && process.channel) {
  process.once('disconnect', () => process.exit(1));
  process.channel.unref();
}
