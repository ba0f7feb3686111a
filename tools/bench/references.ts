import fs from 'node:fs';
import path from 'node:path';
import { root } from '../command/step.mjs';
import { cpuWheels } from '../native-wheels.mjs';
import type { PythonScript } from './python.ts';

/** The TensorFlow that `npm run setup:native` linked, so that Keras runs on the same one; the one it would link else. */
function tensorflow(): string {
  const manifest = path.join(root, 'native/manifest.json');
  if (!fs.existsSync(manifest)) return `${cpuWheels[0].name}==${cpuWheels[0].version}`;
  const linked = JSON.parse(fs.readFileSync(manifest, 'utf8')) as { tensorflow: string; kind: string };
  return `${linked.kind === 'cpu' ? 'tensorflow-cpu' : 'tensorflow[and-cuda]'}==${linked.tensorflow}`;
}

/** What the networks are compared with. */
export const references = {
  keras: { script: 'keras_worker.py', reference: 'Keras', packages: [tensorflow()] },
  pytorch: { script: 'pytorch_worker.py', reference: 'PyTorch', packages: ['torch==2.13.0'] },
} as const satisfies Record<string, PythonScript>;

export type ReferenceName = keyof typeof references;
