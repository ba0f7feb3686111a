import { Inject, Injectable } from '@nestjs/common';
import {
  AppError,
  importDatasetSchema,
  showProblem,
  type ImportDataset,
  type ImportResult,
  type ItemProblem,
  type SourceFile,
} from '@millwright/contracts';
import type { ArtifactStore } from '@millwright/artifacts';
import type { Lifecycle } from '@millwright/lifecycle';
import type { Request } from 'express';
import { z } from 'zod';
import type { Caller } from '../platform/caller.ts';
import { parseRequest } from '../platform/invalid-request.ts';
import { readMultipart, type FormFile } from '../platform/multipart.ts';
import { ARTIFACTS, LIFECYCLE } from '../platform/tokens.ts';
import { checkUploadPath } from '../platform/upload-names.ts';

const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'expected a JSON object' });
    return z.NEVER;
  }
});

/** Fields of an upload as a form carries them: `split` is JSON text. */
export const uploadFormSchema = importDatasetSchema.extend({
  split: jsonText.pipe(importDatasetSchema.shape.split).optional(),
});

interface Upload {
  readonly fields: Record<string, string>;
  readonly files: SourceFile[];
  readonly problems: ItemProblem[];
  readonly names: Set<string>;
  /** Equal files of one upload share a hash. */
  readonly hashes: Set<string>;
  request: ImportDataset | undefined;
}

/** Takes uploads as streams: fields first, then files, each straight into the store of bytes. */
@Injectable()
export class UploadsService {
  /** How many uploads on their way hold a hash, so that one that fails does not take another's bytes along. */
  private readonly held = new Map<string, number>();

  constructor(
    @Inject(ARTIFACTS) private readonly artifacts: ArtifactStore,
    @Inject(LIFECYCLE) private readonly lifecycle: Lifecycle,
  ) {}

  /**
   * @throws AppError `request.invalid`, `upload.cut-off`, `storage.full`, `dataset.duplicate`, `dataset.empty`; then
   *   nothing of the upload is left
   */
  async receive(request: Request, { by, locale }: Caller): Promise<ImportResult> {
    const upload: Upload = {
      fields: {},
      files: [],
      problems: [],
      names: new Set(),
      hashes: new Set(),
      request: undefined,
    };
    try {
      await this.read(request, upload);
      const wanted = requestOf(upload);
      if (upload.files.length === 0)
        throw new AppError('dataset.empty', { file: wanted.name }, { problems: upload.problems });
      const received = await this.lifecycle.receiveDataset(wanted, upload.files, by);
      return { ...received, problems: upload.problems.map((problem) => showProblem(problem, locale)) };
    } catch (error) {
      await this.lifecycle.discardUpload([...upload.hashes].filter((hash) => this.held.get(hash) === 1));
      throw error;
    } finally {
      this.letGo(upload.hashes);
    }
  }

  private async read(request: Request, upload: Upload): Promise<void> {
    for await (const part of readMultipart(request)) {
      if (part.kind === 'field') upload.fields[part.name] = part.value;
      else await this.keep(part, upload);
    }
  }

  private async keep(file: FormFile, upload: Upload): Promise<void> {
    requestOf(upload); // a wrong field is said before gigabytes have come
    const path = checkUploadPath(file.path);
    if (typeof path !== 'string') return void upload.problems.push(path);
    if (upload.names.has(path))
      return void upload.problems.push({ code: 'file.sent-twice', params: { file: path }, file: path });
    upload.names.add(path);
    const { hash, bytes } = await this.artifacts.put(file.bytes, { name: path });
    if (!upload.hashes.has(hash)) this.held.set(hash, (this.held.get(hash) ?? 0) + 1);
    upload.hashes.add(hash);
    upload.files.push({ path, hash, bytes });
  }

  private letGo(hashes: ReadonlySet<string>): void {
    for (const hash of hashes) {
      const rest = (this.held.get(hash) ?? 1) - 1;
      if (rest > 0) this.held.set(hash, rest);
      else this.held.delete(hash);
    }
  }
}

function requestOf(upload: Upload): ImportDataset {
  upload.request ??= parseRequest(uploadFormSchema, upload.fields);
  return upload.request;
}
