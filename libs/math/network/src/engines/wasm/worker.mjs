// One thread of the wasm engine: sleeps until a run is called, does its part of every phase, meets the others between phases.
// Plain JavaScript, so that it is the same file whether the engine runs from its sources or from what was compiled.
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';

const { module, memory, control, index, threads, scratch } = workerData;
const slots = workerData.slots;
const { exports } = new WebAssembly.Instance(module, { env: { memory, abort: () => undefined } });

/** Looks at a slot before sleeping on it: most of the time the others are there within microseconds. */
const patience = 4000;
const plans = new Map();

/** This thread's part of a phase: arguments of its call, null where there is nothing for it to do. */
function part({ arguments: given, total, grain }) {
  const steps = Math.ceil(total / grain);
  const begin = (thread) => Math.min(total, Math.ceil((steps * thread) / threads) * grain);
  const [from, to] = [begin(index), begin(index + 1)];
  return from < to ? [...given, from, to, scratch] : null;
}

function compile(phases) {
  return phases.map((phase) => {
    const run = exports[phase.call];
    if (!run) throw new Error(`The binary of the wasm engine has no ${phase.call}`);
    return { meet: phase.meet, run, given: part(phase) };
  });
}

/** Everything since the last run: plans that are new, plans that are no longer needed. */
function takeMessages() {
  for (let letter = receiveMessageOnPort(parentPort); letter; letter = receiveMessageOnPort(parentPort)) {
    const { id, phases } = letter.message;
    if (phases === null) plans.delete(id);
    else plans.set(id, compile(phases));
  }
}

/** Waits until all threads are here; false where the run was called off. */
function meet() {
  const round = Atomics.load(control, slots.round);
  if (Atomics.add(control, slots.arrived, 1) === threads - 1) {
    Atomics.store(control, slots.arrived, 0);
    Atomics.add(control, slots.round, 1);
    Atomics.notify(control, slots.round);
  } else {
    for (let looks = 0; looks < patience && Atomics.load(control, slots.round) === round; looks++);
    while (Atomics.load(control, slots.round) === round) Atomics.wait(control, slots.round, round);
  }
  return Atomics.load(control, slots.calledOff) === 0;
}

function run(phases) {
  for (const { meet: first, run: call, given } of phases) {
    if (first && threads > 1 && !meet()) return false;
    if (given !== null) call(...given);
  }
  return threads === 1 || meet();
}

for (let seen = 0; ;) {
  Atomics.wait(control, slots.run, seen);
  seen = Atomics.load(control, slots.run);
  takeMessages();
  if (!run(plans.get(Atomics.load(control, slots.plan)))) break;
  if (index === 0) parentPort.postMessage(seen);
}
