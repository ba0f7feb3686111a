import fs from 'node:fs/promises';
import path from 'node:path';
import { diskArtifacts, type ArtifactStore } from '@millwright/artifacts';
import type { DatasetItem } from '@millwright/contracts';
import { streamExamples } from '@millwright/lifecycle';
import { memoryScratch, type Run } from '@millwright/model';
import { weightCount } from '@millwright/network';
import { probeImage } from '@millwright/readers';
import { defectCnn } from '@millwright/vision';
import type { PreparedTask, TaskRequest } from './engine-tasks.ts';
import { recipe } from './networks.ts';

/** The pictures of a folder per class, kept as the product keeps what was imported. */
async function keep(folder: string, artifacts: ArtifactStore): Promise<DatasetItem[]> {
  const items: DatasetItem[] = [];
  for (const label of (await fs.readdir(folder)).sort())
    for (const name of (await fs.readdir(path.join(folder, label))).sort()) {
      const bytes = await fs.readFile(path.join(folder, label, name));
      const file = `${label}/${name}`;
      const { width, height, channels } = await probeImage(bytes, { file });
      const stored = await artifacts.putBytes(bytes);
      items.push({
        index: items.length,
        path: file,
        label,
        part: 'train',
        ...stored,
        width,
        height,
        channels,
      });
    }
  return items;
}

/** What a run gives its model, without a page that looks on and without checkpoints. */
const quietRun: Run = {
  seed: 1,
  signal: new AbortController().signal,
  resume: null,
  progress: () => undefined,
  metric: () => undefined,
  log: () => undefined,
  scratch: () => memoryScratch(),
  checkpoint: async () => undefined,
};

/**
 * Files in, weights out: the pictures are read from the artifacts as a run of the product reads them, `vision/defect-cnn`
 * learns one pass over them, and what it saves is written. The reference judges no validation pictures, so here they
 * are as few as they can be: one a class.
 */
export async function pictureEpoch({ folder, engine }: TaskRequest): Promise<PreparedTask> {
  const place = path.join(folder as string, '..', `ours-${String(engine)}`);
  const artifacts = diskArtifacts(path.join(place, 'artifacts'));
  const items = await keep(folder as string, artifacts);
  const labels = [...new Set(items.map(({ label }) => label))];
  const validation = labels.map((label) => items.find((item) => item.label === label) as DatasetItem);
  const config = defectCnn.config.parse({ epochs: 1 });
  return {
    weights: weightCount(recipe()),
    engine,
    async work() {
      const fitted = await defectCnn.fit(
        {
          train: streamExamples({ artifacts }, items),
          validation: streamExamples({ artifacts }, validation),
        },
        config,
        quietRun,
      );
      for (const [name, bytes] of await fitted.save()) await fs.writeFile(path.join(place, name), bytes);
      fitted.dispose();
    },
  };
}
