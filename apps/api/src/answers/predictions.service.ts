import { Inject, Injectable } from '@nestjs/common';
import {
  AppError,
  predictSchema,
  showProblem,
  type ItemProblem,
  type ModelVersionView,
  type PredictionResult,
} from '@millwright/contracts';
import type { Lifecycle, Photograph } from '@millwright/lifecycle';
import type { Request } from 'express';
import type { Caller } from '../platform/caller.ts';
import { parseRequest } from '../platform/invalid-request.ts';
import { readMultipart, type FormFile } from '../platform/multipart.ts';
import { LIFECYCLE } from '../platform/tokens.ts';
import { checkUploadPath } from '../platform/upload-names.ts';

const limits = { photographs: 200, megabytes: 50 };
/** Photographs are handed on in groups of this many encoded bytes, so that a large request never sits whole in memory. */
const groupBytes = 64 * 1024 * 1024;

interface Questions {
  readonly caller: Caller;
  readonly fields: Record<string, string>;
  readonly waiting: Photograph[];
  readonly answers: PredictionResult['answers'];
  readonly problems: PredictionResult['problems'];
  received: number;
  /** An alias that moves meanwhile does not split a request between two versions. */
  version: ModelVersionView | undefined;
}

@Injectable()
export class PredictionsService {
  constructor(@Inject(LIFECYCLE) private readonly lifecycle: Lifecycle) {}

  /**
   * @throws AppError `request.invalid`, `model.not-found`, `model.not-trained`, `answer.no-input`, `upload.cut-off`
   */
  async answer(request: Request, caller: Caller): Promise<PredictionResult> {
    const fields = {};
    const asked: Questions = {
      caller,
      fields,
      waiting: [],
      answers: [],
      problems: [],
      received: 0,
      version: undefined,
    };
    for await (const part of readMultipart(request)) {
      if (part.kind === 'field') asked.fields[part.name] = part.value;
      else await this.take(part, asked);
    }
    await this.resolve(asked);
    if (asked.received === 0) throw new AppError('answer.no-input');
    await this.answerWaiting(asked);
    return { answers: asked.answers, problems: asked.problems };
  }

  private async take(file: FormFile, asked: Questions): Promise<void> {
    await this.resolve(asked); // a model that is not there is said before the photographs have come
    const index = asked.received++;
    const taken = await photographOf(file, index);
    if ('code' in taken) asked.problems.push({ ...showProblem(taken, asked.caller.locale), index });
    else asked.waiting.push({ ...taken, index });
    const bytes = asked.waiting.reduce((sum, photograph) => sum + photograph.bytes.length, 0);
    if (bytes > groupBytes) await this.answerWaiting(asked);
  }

  private async resolve(asked: Questions): Promise<ModelVersionView> {
    if (asked.version === undefined) {
      const { model } = parseRequest(predictSchema, asked.fields);
      asked.version = await this.lifecycle.resolveModel(model);
    }
    return asked.version;
  }

  private async answerWaiting(asked: Questions): Promise<void> {
    const photographs = asked.waiting.splice(0);
    if (photographs.length === 0) return;
    const { by, locale } = asked.caller;
    const { explain } = parseRequest(predictSchema, asked.fields);
    const request = { version: await this.resolve(asked), explain, by, locale };
    const { answers, problems } = await this.lifecycle.answer(request, photographs);
    asked.answers.push(...answers);
    asked.problems.push(...problems);
  }
}

async function photographOf(file: FormFile, index: number): Promise<Photograph | ItemProblem> {
  const name = checkUploadPath(file.path);
  if (typeof name !== 'string') return name;
  if (index >= limits.photographs)
    return { code: 'answer.too-many', params: { file: name, limit: limits.photographs }, file: name };
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of file.bytes) {
    bytes += chunk.length;
    if (bytes > limits.megabytes * 1024 * 1024)
      return { code: 'answer.too-large', params: { file: name, limit: limits.megabytes }, file: name };
    chunks.push(chunk);
  }
  return { name, bytes: Buffer.concat(chunks) };
}
