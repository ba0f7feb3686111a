import type { NdArray } from '@millwright/tensors';
import type { Arrays, Session } from './engines/session.ts';
import type { OperationName } from './graph/attributes.ts';
import { operations } from './graph/operations/index.ts';
import { programOrder } from './graph/order.ts';
import type { Module } from './graph/value.ts';
import { feedOf, moduleOf, openLengths, type Case, type Feed } from './testing/cases/case.ts';
import { cases } from './testing/cases/index.ts';
import { difference } from './testing/compare.ts';
import { graphEngines, type GraphEngineUnderTest } from './testing/graph-engines.ts';
import { evaluate, interpret } from './testing/interpret.ts';
import { realOf, type Real } from './testing/interpret/real.ts';

const names = Object.keys(cases) as OperationName[];
const runs = openLengths.map((_, run) => run);

/** What a row gives in one run: outputs, gradients, variables afterwards. */
async function answersOf(session: Session, module: Module, { inputs, variables }: Feed): Promise<Arrays> {
  session.write(variables);
  const all: Arrays = new Map();
  for (const program of Object.keys(module.programs))
    for (const [name, array] of await session.run(program, inputs)) all.set(`${program} ${name}`, array);
  for (const [name, array] of await session.read()) all.set(`variable ${name}`, array);
  return all;
}

/** Rows are the same for all engines, and so is what they are held against. */
const expectations = new Map<Case, Promise<readonly { feed: Feed; module: Module; expected: Arrays }[]>>();

function expectationsOf(one: Case) {
  const found = expectations.get(one);
  if (found) return found;
  const made = (async () => {
    const module = moduleOf(one);
    const feeds = runs.map((run) => feedOf(one, module, run));
    return Promise.all(
      feeds.map(async (feed) => ({
        feed,
        module,
        expected: await answersOf(interpret(module), module, feed),
      })),
    );
  })();
  expectations.set(one, made);
  return made;
}

function largest(actual: Arrays, expected: Arrays): { name: string; value: number } {
  expect([...actual.keys()].sort()).toEqual([...expected.keys()].sort());
  const each = [...expected].map(([name, array]) => ({
    name,
    value: difference(actual.get(name) as NdArray, array),
  }));
  return each.reduce((worst, one) => (one.value > worst.value ? one : worst), { name: 'none', value: 0 });
}

/** The row's largest difference in all runs of one session. */
async function differenceOf(
  engine: GraphEngineUnderTest,
  one: Case,
): Promise<{ name: string; value: number }> {
  let worst = { name: 'none', value: 0 };
  const planned = await expectationsOf(one);
  const session = await engine.open(planned[0].module);
  try {
    for (const { feed, module, expected } of planned) {
      const found = largest(await answersOf(session, module, feed), expected);
      if (found.value >= worst.value) worst = found;
    }
  } finally {
    session.dispose();
  }
  return worst;
}

describe('rows of the test of the engines', () => {
  it('are there for every operation', () => {
    expect([...names].sort()).toEqual(Object.keys(operations).sort());
    expect(names.filter((name) => cases[name].length === 0)).toEqual([]);
  });

  it('use the operation that they are named after, and have names of their own', () => {
    for (const name of names) {
      expect(new Set(cases[name].map((one) => one.name)).size).toBe(cases[name].length);
      for (const one of cases[name]) {
        const used = programOrder(moduleOf(one).programs.forward).map(({ operation }) => operation);
        expect(used).toContain(name);
      }
    }
  });

  it('have a gradient wherever the operation has one', () => {
    // Nothing ever flows back through these.
    const ends = new Set(['uniform', 'greater', 'toFloat']);
    const lacking = names.filter(
      (name) =>
        operations[name].gradient &&
        !ends.has(name) &&
        !cases[name].some((one) => moduleOf(one).programs.gradient),
    );
    expect(lacking).toEqual([]);
  });
});

for (const engine of graphEngines) {
  const { name: engineName, obstacle, tolerance } = engine;
  const on = obstacle === null ? describe : describe.skip;
  on(`graphs on ${engineName}${obstacle === null ? '' : ` (${obstacle})`}`, () => {
    const worst = new Map<OperationName, number>();

    it.each(names)('%s gives what the interpreter gives, forward and back', async (name) => {
      const beyond: string[] = [];
      for (const one of cases[name]) {
        const found = await differenceOf(engine, one);
        worst.set(name, Math.max(found.value, worst.get(name) ?? 0));
        if (found.value > tolerance)
          beyond.push(`${one.name}: ${found.name} by ${found.value.toExponential(1)}`);
      }
      expect(beyond).toEqual([]);
    });

    afterAll(() => {
      const words = [...worst]
        .sort(([, a], [, b]) => b - a)
        .map(([name, value]) => `${name} ${value.toExponential(0)}`);
      process.stdout.write(`worst differences on ${engineName}: ${words.join(', ')}\n`);
    });
  });
}

/** Σ seed · output, in double precision. */
function weighted(
  module: Module,
  feeds: ReadonlyMap<string, Real>,
  open: Readonly<Record<string, number>>,
): number {
  const outputs = Object.values(module.programs.forward.outputs);
  const values = evaluate(outputs, feeds, open);
  let total = 0;
  values.forEach(({ data }, index) => {
    const seed = feeds.get(`seed${index}`) as Real;
    data.forEach((value, i) => (total += value * seed.data[i]));
  });
  return total;
}

describe('gradients beside central differences in double precision', () => {
  const step = 1e-5;

  it.each(names.filter((name) => cases[name].some((one) => moduleOf(one).programs.gradient)))(
    'of %s',
    (name) => {
      const beyond: string[] = [];
      for (const one of cases[name]) {
        const module = moduleOf(one);
        if (!module.programs.gradient) continue;
        const { inputs, variables } = feedOf(one, module, 0);
        const feeds = new Map([...inputs, ...variables].map(([key, array]) => [key, realOf(array)]));
        const wanted = Object.entries(module.programs.gradient.outputs);
        const given = evaluate(
          wanted.map(([, value]) => value),
          feeds,
          openLengths[0],
        );
        wanted.forEach(([argument], index) => {
          const { data } = given[index];
          // One direction for all values of the argument, no two of them alike.
          const direction = data.map((_, i) => Math.cos(1 + 2.3 * i));
          const moved = (sign: number): number => {
            const from = feeds.get(argument) as Real;
            const to = { ...from, data: from.data.map((value, i) => value + sign * step * direction[i]) };
            return weighted(module, new Map(feeds).set(argument, to), openLengths[0]);
          };
          const expected = (moved(1) - moved(-1)) / (2 * step);
          const actual = data.reduce((total, value, i) => total + value * direction[i], 0);
          const scale = Math.hypot(...data) * Math.hypot(...direction);
          if (Math.abs(actual - expected) > 1e-6 * Math.max(scale, 1e-3))
            beyond.push(`${one.name}, ${argument}: ${actual} instead of ${expected}`);
        });
      }
      expect(beyond).toEqual([]);
    },
  );
});
