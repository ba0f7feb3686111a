import { AppError } from '@millwright/contracts';
import { imageStepsSchema } from '@millwright/preprocessing';
import { z } from 'zod';

const file = 'model.json';

/** Everything beside the network that an answer depends on. */
export const savedModelSchema = z.object({
  format: z.literal(1),
  definition: z.string(),
  settings: z.record(z.string(), z.unknown()),
  labels: z.array(z.string()).min(2),
  threshold: z.number().min(0).max(1).nullable(),
  temperature: z.number().positive(),
  channels: z.union([z.literal(1), z.literal(3)]),
  steps: imageStepsSchema,
  /** Layer that the heat maps are made from. */
  heatLayer: z.string(),
});
export type SavedModel = z.output<typeof savedModelSchema>;

export function writeSavedModel(model: SavedModel): [name: string, bytes: Uint8Array] {
  return [file, new TextEncoder().encode(`${JSON.stringify(model, null, 2)}\n`)];
}

/** @throws AppError `model.incomplete` without the file; `tensor.format` where it is not as written */
export function readSavedModel(files: ReadonlyMap<string, Uint8Array>, definition: string): SavedModel {
  const bytes = files.get(file);
  if (!bytes) throw new AppError('model.incomplete', { file });
  const refuse = (received: string): AppError =>
    new AppError('tensor.format', { file, expected: `a model ${definition} of format 1`, received });
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new AppError('tensor.format', { file, expected: 'JSON', received: 'something else' }, { cause });
  }
  const parsed = savedModelSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refuse(`${issue.path.join('.')}: ${issue.message}`);
  }
  if (parsed.data.definition !== definition) throw refuse(`a model ${parsed.data.definition}`);
  if (parsed.data.labels.length === 2 && parsed.data.threshold === null) throw refuse('no threshold');
  return parsed.data;
}
