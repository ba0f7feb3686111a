import { AppError, type EngineStatus } from '@millwright/contracts';
import { engineNames, type EngineName } from './names.ts';
import { onnxObstacle } from './onnx/runtime.ts';
import type { GraphEngine } from './session.ts';
import { tensorflowGraphEngine, tensorflowObstacle } from './tensorflow/graph-engine.ts';
import { wasmGraphEngine, wasmObstacle } from './wasm/graph-engine.ts';

interface EngineDriver {
  readonly name: EngineName;
  /** Why it cannot run here, or null; loads nothing heavy. */
  obstacle(): string | null;
  open(): GraphEngine;
}

const drivers: readonly EngineDriver[] = [
  { name: 'tensorflow', obstacle: tensorflowObstacle, open: tensorflowGraphEngine },
  { name: 'wasm', obstacle: wasmObstacle, open: wasmGraphEngine },
];
const opened = new Map<EngineName, GraphEngine>();
/** Engines that looked fit and failed when they were opened. */
const failures = new Map<EngineName, string>();

const obstacleTo = (driver: EngineDriver): string | null => failures.get(driver.name) ?? driver.obstacle();

const isEngineName = (name: string): name is EngineName => (engineNames as readonly string[]).includes(name);

function requested(engine: string | undefined): EngineName | null {
  const name = engine ?? 'auto';
  if (name === 'auto' || name === '') return null;
  if (!isEngineName(name))
    throw new AppError('engine.unavailable', { engine: name, reason: `known are ${engineNames.join(', ')}` });
  return name;
}

/** Whether somebody named an engine, in code or in `MILLWRIGHT_ENGINE`: then nothing else computes. */
export const isEngineNamed = (engine: EngineName | 'auto' | undefined): boolean =>
  (requested(engine) ?? requested(process.env.MILLWRIGHT_ENGINE)) !== null;

/**
 * The engine to use: the one asked for, else the one in `MILLWRIGHT_ENGINE`, else the first that can run here.
 *
 * @throws AppError `engine.unavailable` where the one asked for cannot run
 */
export async function chooseEngine(engine?: EngineName | 'auto'): Promise<EngineName> {
  const asked = requested(engine) ?? requested(process.env.MILLWRIGHT_ENGINE);
  for (const driver of drivers) {
    if (asked !== null && driver.name !== asked) continue;
    const obstacle = obstacleTo(driver);
    if (obstacle === null) return driver.name;
    if (asked !== null) throw new AppError('engine.unavailable', { engine: asked, reason: obstacle });
  }
  throw new AppError('engine.unavailable', { engine: asked ?? 'auto', reason: 'none can run here' });
}

/**
 * Loads an engine, once in a process; the others stay unloaded. Where the best one fails to load, the next one is
 * taken; `listEngines` then says why.
 *
 * @throws AppError `engine.unavailable` where the one asked for cannot run
 */
export async function openEngine(engine?: EngineName | 'auto'): Promise<GraphEngine> {
  const name = await chooseEngine(engine);
  const driver = drivers.find((candidate) => candidate.name === name) as EngineDriver;
  const known = opened.get(name);
  if (known) return known;
  try {
    const engine = driver.open();
    opened.set(name, engine);
    return engine;
  } catch (error) {
    failures.set(name, `it does not load: ${(error as Error).message}`);
    return openEngine(engine);
  }
}

const advice: Readonly<Record<EngineName, string>> = {
  tensorflow: 'native, the fastest',
  wasm: 'needs nothing native; runs everywhere, slower than the native engine',
};

/** ONNX Runtime trains nothing: it answers for networks that any engine trained. */
async function onnxStatus(named: boolean): Promise<EngineStatus> {
  const obstacle = await onnxObstacle();
  const reason = named
    ? 'not used while MILLWRIGHT_ENGINE names an engine'
    : 'answers for trained networks on the CPU, the fastest; trains none';
  return { name: 'onnx', available: obstacle === null, chosen: false, reason: obstacle ?? reason };
}

/** Every engine: whether it can run here, which one is taken, and why. */
export async function listEngines(): Promise<EngineStatus[]> {
  const chosen = await chooseEngine();
  const forced = isEngineNamed(undefined);
  const trainers = drivers.map((driver): EngineStatus => {
    const obstacle = obstacleTo(driver);
    const isChosen = driver.name === chosen;
    const why = isChosen && forced ? 'set by MILLWRIGHT_ENGINE' : advice[driver.name];
    return { name: driver.name, available: obstacle === null, chosen: isChosen, reason: obstacle ?? why };
  });
  return [...trainers, await onnxStatus(forced)];
}
