import { Inject, Injectable } from '@nestjs/common';
import {
  AppError,
  modelRefSchema,
  type ErrorCode,
  type InferenceServer,
  type ModelReady,
  type ModelVersionView,
  type ServedModel,
} from '@millwright/contracts';
import type { ArtifactStore } from '@millwright/artifacts';
import type { Lifecycle } from '@millwright/lifecycle';
import type { Registry } from '@millwright/registry';
import type { Request } from 'express';
import type { Config } from '../config.ts';
import type { Caller } from '../platform/caller.ts';
import { readBody, refuseBody } from '../platform/read-body.ts';
import { ARTIFACTS, CONFIG, LIFECYCLE, REGISTRY } from '../platform/tokens.ts';
import { outputsOf, splitBody, tensorsOf } from './inference-request.ts';
import { writeResponse, type WrittenResponse } from './inference-response.ts';
import { surfaceOf } from './surface-of.ts';

/** A model version as an address names it: `name`, `name@champion` or `name@3`, or a name and the number of a version. */
export interface Asked {
  readonly name: string;
  readonly version?: string;
}

@Injectable()
export class InferenceService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(REGISTRY) private readonly registry: Registry,
    @Inject(ARTIFACTS) private readonly artifacts: ArtifactStore,
    @Inject(LIFECYCLE) private readonly lifecycle: Lifecycle,
  ) {}

  describeServer(): InferenceServer {
    return { name: 'millwright', version: this.config.version, extensions: ['binary_tensor_data'] };
  }

  /** @throws AppError `database.unavailable` */
  checkServer(): Promise<void> {
    return this.registry.ping();
  }

  /** @throws AppError `model.not-found`, `inference.no-version` */
  async describeModel(asked: Asked): Promise<ServedModel> {
    const version = await this.resolve(asked);
    const { versions } = await this.registry.models.get(version.name);
    const { model, inputs, outputs } = surfaceOf(this.lifecycle, version);
    return {
      name: model,
      versions: [...versions].sort((left, right) => left - right).map(String),
      platform: `millwright_${version.definition.replace('/', '-')}`,
      inputs: [...inputs],
      outputs: [...outputs],
    };
  }

  /** @throws AppError `model.not-found`, `inference.no-version`, `inference.not-ready` */
  async checkModel(asked: Asked): Promise<ModelReady> {
    const version = await this.resolve(asked);
    const { definition: model } = version;
    const known = this.lifecycle.catalogue().map(({ id }) => id);
    if (!known.includes(model))
      throw notReady(version, new AppError('model.unknown-definition', { model, known: known.join(', ') }));
    for (const { path, hash } of version.files)
      if (!(await this.artifacts.has(hash)))
        throw notReady(version, new AppError('model.incomplete', { file: path }));
    return { name: version.name, ready: true };
  }

  /**
   * @param signal - aborted where nobody waits any more
   * @throws AppError `model.not-found`, `inference.…`, `request.…`, `upload.cut-off`; that of a picture
   */
  async infer(asked: Asked, request: Request, caller: Caller, signal: AbortSignal): Promise<WrittenResponse> {
    const version = await this.resolve(asked).catch((error: unknown) => {
      refuseBody(request); // a model that is not there is said before the body has come
      throw error;
    });
    const surface = surfaceOf(this.lifecycle, version);
    const received = splitBody(await readBody(request), request.get('inference-header-content-length'));
    const chosen = outputsOf(received.request, surface);
    const inputs = tensorsOf(received, surface);
    const { id } = received.request;
    const tensors = await surface.answer(inputs, { id, caller, signal }).catch((error: unknown) => {
      throw error instanceof AppError && unready.includes(error.code) ? notReady(version, error) : error;
    });
    const head = { model_name: version.name, model_version: String(version.version) };
    return writeResponse(id === undefined ? head : { ...head, id }, tensors, chosen);
  }

  private async resolve({ name, version }: Asked): Promise<ModelVersionView> {
    const ref = version === undefined ? name : `${name}@${version}`;
    if (!modelRefSchema.safeParse(ref).success)
      throw new AppError('model.not-found', { model: ref.slice(0, 100) });
    return this.lifecycle.resolveModel(ref).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== 'model.not-trained') throw error;
      throw new AppError('inference.no-version', error.params, { cause: error });
    });
  }
}

/** What keeps a model that is registered from answering. */
const unready: readonly ErrorCode[] = ['model.incomplete', 'model.unknown-definition', 'artifact.damaged'];

function notReady({ name: model, version }: ModelVersionView, cause: AppError): AppError {
  const reason = { en: cause.words('en').message, zh: cause.words('zh').message };
  return new AppError('inference.not-ready', { model, version, reason }, { cause });
}
