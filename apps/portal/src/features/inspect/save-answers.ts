import { saveFile, toCsv } from '../../components/csv.ts';
import type { Photograph } from './use-inspection.ts';

/** The verdicts as a CSV file, one row a photograph, refused ones with their reason. */
export function saveAnswers(photographs: readonly Photograph[]): void {
  const head = [
    'file',
    'verdict',
    'confidence',
    'truth',
    'model',
    'version',
    'dataset',
    'datasetVersion',
    'seconds',
    'computedAt',
    'problem',
  ];
  const rows = photographs.map(({ file, answer, refusal }) => [
    file.name,
    answer?.answer,
    answer?.confidence,
    answer?.outcome?.label,
    answer?.model,
    answer?.version,
    answer?.dataset,
    answer?.datasetVersion,
    answer?.seconds,
    answer?.createdAt,
    refusal?.message,
  ]);
  saveFile('inspection.csv', toCsv(head, rows));
}
