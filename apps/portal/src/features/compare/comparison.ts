import type { ComparedRun, RunComparison } from '@millwright/contracts';
import { z } from 'zod';
import type { Cell } from '../../components/csv.ts';
import type { Curve } from '../../components/chart/curve.ts';

/** Most runs whose ids fit into an address; more are named by a filter. */
export const mostTicked = 100;

/** What is compared, as the address has it: ids, or the runs of a filter. */
export function askedIn(address: {
  get(name: string): string | null;
}): { ids: string[] } | { filter: string } | null {
  const ids = (address.get('runs') ?? '').split(',').filter((id) => z.uuid().safeParse(id).success);
  if (ids.length > 0) return { ids: ids.slice(0, mostTicked) };
  const filter = address.get('filter');
  return filter ? { filter } : null;
}

/** What a run was told, its model, data and seed included; only what differs where that is asked. */
export function paramNames({ runs, params }: RunComparison, onlyDifferent: boolean): string[] {
  const own = params.filter(({ differs }) => differs || !onlyDifferent).map(({ name }) => name);
  const facts = factNames.filter(
    (name) => !onlyDifferent || new Set(runs.map((run) => factOf(run, name))).size > 1,
  );
  return [...facts, ...own];
}

const factNames = ['model', 'data', 'seed', 'engine'] as const;
type Fact = (typeof factNames)[number];
export const isFact = (name: string): name is Fact => (factNames as readonly string[]).includes(name);

function factOf(run: ComparedRun, name: Fact): string {
  if (name === 'data') return `${run.dataset} v${run.datasetVersion}`;
  return name === 'seed' ? String(run.seed) : (run[name] ?? '');
}

/** A param as it is written; nothing where the run has none. */
export function paramOf(run: ComparedRun, name: string): string {
  if (isFact(name) && !Object.hasOwn(run.params, name)) return factOf(run, name);
  const value = run.params[name];
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Six digits are enough to tell two figures apart. */
export const figureText = (value: number): string => String(Number(value.toPrecision(6)));
export const signed = (value: number): string => `${value < 0 ? '−' : '+'}${figureText(Math.abs(value))}`;

/** The rows of the exported file: exact values, each figure with difference and ratio where there is a baseline. */
export function csvOf(
  { runs, baseline }: RunComparison,
  params: readonly string[],
  figures: readonly string[],
  words: { run: string; name: string; difference: string; ratio: string },
): { head: string[]; rows: Cell[][] } {
  const beside = (name: string) =>
    baseline === null ? [name] : [name, `${name} ${words.difference}`, `${name} ${words.ratio}`];
  return {
    head: [words.run, words.name, ...params, ...figures.flatMap(beside)],
    rows: runs.map((run) => [
      run.id,
      run.name,
      ...params.map((name) => paramOf(run, name)),
      ...figures.flatMap((name) => {
        const found = run.figures[name];
        const cells: Cell[] = [found?.value, found?.difference, found?.ratio];
        return baseline === null ? cells.slice(0, 1) : cells;
      }),
    ]),
  };
}

const palette = ['#2f749c', '#b0611f', '#6b4fa0', '#2b8a5a', '#a3374e', '#8a6d1b', '#3f7d86', '#7b5a4a'];
const backgroundColour = '#9aa5ae';
const baselineColour = '#c2255c';

/** A few curves have a colour each; among many only the baseline stands out, in front of the others. */
export function comparedCurves({ runs, curves, baseline }: RunComparison): Curve[] {
  const names = new Map(runs.map((run, at) => [run.id, `${at + 1} · ${run.name}`]));
  const few = curves.length <= palette.length;
  const drawn = curves.map(({ run, points }, at) => ({
    key: run,
    name: names.get(run) ?? run,
    points,
    colour: run === baseline ? baselineColour : few ? palette[at] : backgroundColour,
    dashed: false,
  }));
  return drawn.sort((a, b) => Number(a.key === baseline) - Number(b.key === baseline));
}
