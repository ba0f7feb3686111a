import type { MetricPoint } from '@millwright/contracts';
import type { Curve } from '../../../components/chart/curve.ts';

/** Kinds of figures that share an axis. */
export const curveGroups = ['loss', 'share', 'rate'] as const;
export type CurveGroup = (typeof curveGroups)[number];

const groupOf = (name: string): CurveGroup =>
  /loss/i.test(name) ? 'loss' : /rate$/i.test(name) ? 'rate' : 'share';

/** The same figure has the same colour on every page; what was measured on validation data is dashed. */
const colours: Readonly<Record<string, string>> = {
  loss: '#2f749c',
  accuracy: '#b0611f',
  macrof1: '#6b4fa0',
  f1: '#6b4fa0',
  rocauc: '#2b8a5a',
  prauc: '#a3374e',
};
const otherColour = '#7a858f';
const isValidation = (name: string) => /^val(idation)?[A-Z._]/.test(name);
const bare = (name: string) => name.replace(/^val(idation)?[._]?/, '').toLowerCase();

/**
 * Curves by the axis they share, points in the order of their step.
 *
 * @param nameOf - word for a figure
 */
export function curvesOf(
  points: readonly MetricPoint[],
  nameOf: (name: string) => string,
): Record<CurveGroup, Curve[]> {
  const byName = new Map<string, [number, number][]>();
  for (const { name, step, value } of points) byName.set(name, [...(byName.get(name) ?? []), [step, value]]);
  const groups: Record<CurveGroup, Curve[]> = { loss: [], share: [], rate: [] };
  for (const [name, values] of byName)
    groups[groupOf(name)].push({
      key: name,
      name: nameOf(name),
      points: values.sort(([a], [b]) => a - b),
      colour: colours[bare(name)] ?? otherColour,
      dashed: isValidation(name),
    });
  return groups;
}
