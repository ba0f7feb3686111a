import { createHash } from 'node:crypto';
import { AppError, type DatasetItem, type ItemProblem } from '@millwright/contracts';
import { imageFingerprint, type ImageFingerprint } from '@millwright/preprocessing';
import { readImage, type UploadItem, type UploadResult } from '@millwright/readers';

/** A picture that was looked at: its row but the index, what it is recognised by, its bytes. */
export interface Examined {
  readonly ok: true;
  readonly item: Omit<DatasetItem, 'index'>;
  readonly fingerprint: ImageFingerprint;
  readonly bytes: Uint8Array;
}

/** A file that is left out, and why. */
export interface LeftOut {
  readonly ok: false;
  readonly problem: ItemProblem;
  /** Encoded size of what was read for nothing [bytes]. */
  readonly size: number;
}

/**
 * Decodes a picture of an upload once, for its size and its fingerprint.
 *
 * @returns the problem of a picture that cannot be read, so that the others go on
 */
export async function examine(result: UploadResult): Promise<Examined | LeftOut> {
  if (!result.ok) return { ok: false, problem: result.problem, size: 0 };
  try {
    return await examinePicture(result);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, params } = error;
    return { ok: false, problem: { code, params, file: result.path }, size: result.bytes.length };
  }
}

async function examinePicture({ path, label, part, bytes, pixels }: UploadItem): Promise<Examined> {
  const image = pixels ?? (await readImage(bytes, { file: path }));
  const [height, width, channels] = image.shape;
  return {
    ok: true,
    item: {
      path,
      label,
      part,
      hash: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      width,
      height,
      channels,
    },
    fingerprint: imageFingerprint(image),
    bytes,
  };
}
