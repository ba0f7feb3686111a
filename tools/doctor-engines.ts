// Prints the engines of this machine as JSON, the chosen one tried out; run by doctor.mjs.
import {
  defineNetwork,
  dense,
  flatten,
  listEngines,
  meanSquaredError,
  openNetwork,
  sgd,
} from '@millwright/network';

const least = defineNetwork({
  input: [1, 1, 1],
  layers: [flatten(), dense({ units: 1 })],
  loss: meanSquaredError(),
  optimiser: sgd(),
});
// One that looks fit and does not load gives way to the next, and its reason is told.
(await openNetwork(least, { seed: 0 })).dispose();
process.stdout.write(JSON.stringify(await listEngines()));
