import { AppError, type ClassFigures, type ClassificationReport, type Metrics } from '@millwright/contracts';
import { logLoss, prAuc, rocAuc } from './scores.ts';
import { wilsonInterval } from './wilson.ts';

export interface Judged {
  /** All labels the model knows, in the order of the matrix. */
  readonly labels: readonly string[];
  readonly actual: readonly string[];
  readonly predicted: readonly string[];
  /** Name of the part that was judged, such as `test`. */
  readonly part: string;
  /** The commonest label of the training part, which the baseline always says. */
  readonly baselineLabel: string;
  /** Probability of each label, example by example; adds `logLoss`, `rocAuc` and `prAuc`. */
  readonly scores?: readonly Readonly<Record<string, number>>[];
}

/** The label that occurs most often; among equals the first by name. */
export function majorityLabel(labels: Iterable<string>): string {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const ranked = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  if (ranked.length === 0) throw new AppError('dataset.empty', { file: 'labels' });
  return ranked[0][0];
}

/** Share of 0/0 is 0, as scikit-learn's `zero_division=0`. */
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const mean = (values: readonly number[]): number =>
  share(
    values.reduce((a, b) => a + b, 0),
    values.length,
  );

function confusionMatrix(
  labels: readonly string[],
  actual: readonly string[],
  predicted: readonly string[],
): number[][] {
  const place = new Map(labels.map((label, i) => [label, i]));
  const matrix = labels.map(() => labels.map(() => 0));
  const find = (label: string): number => {
    const found = place.get(label);
    if (found === undefined) throw new AppError('model.unknown-label', { label, labels: labels.join(', ') });
    return found;
  };
  actual.forEach((label, i) => matrix[find(label)][find(predicted[i])]++);
  return matrix;
}

function classFigures(labels: readonly string[], matrix: readonly number[][]): ClassFigures[] {
  return labels.map((label, i) => {
    const hits = matrix[i][i];
    const support = matrix[i].reduce((sum, n) => sum + n, 0);
    const said = matrix.reduce((sum, row) => sum + row[i], 0);
    return {
      label,
      precision: share(hits, said),
      recall: share(hits, support),
      f1: share(2 * hits, support + said),
      support,
      recallInterval: wilsonInterval(hits, support),
    };
  });
}

/**
 * `accuracy`, `macroF1` and `recall.CLASS`. Classes that occur neither in truth nor in answers do not enter the mean,
 * and a class without an example has no recall.
 */
function figuresOf(matrix: readonly number[][], classes: readonly ClassFigures[]): Metrics {
  const rows = classes.reduce((sum, { support }) => sum + support, 0);
  const hits = matrix.reduce((sum, row, i) => sum + row[i], 0);
  const seen = classes.filter(({ support }, i) => support > 0 || matrix.some((row) => row[i] > 0));
  const metrics: Metrics = { accuracy: share(hits, rows), macroF1: mean(seen.map(({ f1 }) => f1)) };
  for (const { label, recall, support } of classes) if (support > 0) metrics[`recall.${label}`] = recall;
  return metrics;
}

/** Means over the classes, each held against the rest; with two classes `rocAuc` is the usual one. */
function scoreFigures({ labels, actual, scores }: Judged): Metrics {
  if (!scores) return {};
  const seen = labels.filter((label) => actual.includes(label));
  const metrics: Metrics = { logLoss: logLoss(actual.map((label, i) => scores[i][label] ?? 0)) };
  if (seen.length < 2) return metrics;
  const over = (area: typeof rocAuc): number =>
    mean(
      seen.map((label) =>
        area(
          actual.map((other) => other === label),
          scores.map((score) => score[label] ?? 0),
        ),
      ),
    );
  return { ...metrics, rocAuc: over(rocAuc), prAuc: over(prAuc) };
}

/**
 * How a classifier did on a held-out part, beside the baseline that always says the commonest training label.
 *
 * Definitions as in scikit-learn's `classification_report`, `roc_auc_score` (one against the rest, macro mean) and
 * `average_precision_score` (macro mean); intervals are Wilson's, 95 %.
 *
 * @throws AppError `tensor.shape` where the lists differ in length; `model.unknown-label`
 */
export function classificationReport(judged: Judged): ClassificationReport {
  const { labels, actual, predicted, part, baselineLabel, scores } = judged;
  for (const [what, list] of Object.entries({ predicted, ...(scores && { scores }) }))
    if (list.length !== actual.length)
      throw new AppError('tensor.shape', {
        what,
        expected: `[${actual.length}]`,
        received: `[${list.length}]`,
        dimension: 0,
      });
  const matrix = confusionMatrix(labels, actual, predicted);
  const classes = classFigures(labels, matrix);
  const metrics = figuresOf(matrix, classes);
  const always = confusionMatrix(
    labels,
    actual,
    actual.map(() => baselineLabel),
  );
  return {
    part,
    rows: actual.length,
    labels: [...labels],
    matrix,
    classes,
    accuracyInterval: wilsonInterval(Math.round(metrics.accuracy * actual.length), actual.length),
    metrics: { ...metrics, ...scoreFigures(judged) },
    baseline: figuresOf(always, classFigures(labels, always)),
    baselineName: 'majority',
  };
}
