import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  inferenceServerSchema,
  modelReadySchema,
  servedModelSchema,
  serverLiveSchema,
  serverReadySchema,
  type InferenceServer,
  type ModelReady,
  type ServedModel,
  type ServerLive,
  type ServerReady,
} from '@millwright/contracts';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { callerOf } from '../platform/caller.ts';
import { Answers, Fails } from '../platform/documented.ts';
import { v2 } from '../platform/inference-paths.ts';
import { AnswersInference } from './documented-inference.ts';
import { InferenceService, type Asked } from './inference.service.ts';

/** `:name` as `name`, `name@champion`, `name@challenger` or `name@3`; what it means is said by the registry. */
const Model = (): ParameterDecorator => Param('name', { schema: z.string() });
const numberSchema = z
  .string()
  .regex(/^\d+$/, 'expected the whole number of a version')
  .meta({ examples: ['1'] });
const Version = (): ParameterDecorator => Param('version', { schema: numberSchema });

/** The Open Inference Protocol, HTTP/REST: for programs that ask any server that speaks it. */
@ApiTags('inference (Open Inference Protocol v2)')
@Controller(v2)
export class InferenceController {
  constructor(private readonly inference: InferenceService) {}

  @Get()
  @Answers('What this server is and which extensions it has', inferenceServerSchema)
  serverMetadata(): InferenceServer {
    return this.inference.describeServer();
  }

  @Get('health/live')
  @Answers('The process answers', serverLiveSchema)
  serverLive(): ServerLive {
    return { live: true };
  }

  @Get('health/ready')
  @Answers('The database answers too', serverReadySchema)
  async serverReady(): Promise<ServerReady> {
    await this.inference.checkServer();
    return { live: true, ready: true };
  }

  @Get('models/:name')
  @Answers('Inputs and outputs of a model: of its champion, else of its latest version', servedModelSchema)
  @Fails('model.not-found', 'inference.no-version', 'model.unknown-definition', 'model.incomplete')
  modelMetadata(@Model() name: string): Promise<ServedModel> {
    return this.inference.describeModel({ name });
  }

  @Get('models/:name/versions/:version')
  @Answers('Inputs and outputs of one version', servedModelSchema)
  @Fails('model.not-found', 'inference.no-version', 'model.unknown-definition', 'model.incomplete')
  modelVersionMetadata(@Model() name: string, @Version() version: string): Promise<ServedModel> {
    return this.inference.describeModel({ name, version });
  }

  @Get('models/:name/ready')
  @Answers('The model can be asked', modelReadySchema)
  @Fails(
    'model.not-found',
    'inference.no-version',
    'model.unknown-definition',
    'model.incomplete',
    'inference.not-ready',
  )
  modelReady(@Model() name: string): Promise<ModelReady> {
    return this.inference.checkModel({ name });
  }

  @Get('models/:name/versions/:version/ready')
  @Answers('The version can be asked', modelReadySchema)
  @Fails(
    'model.not-found',
    'inference.no-version',
    'model.unknown-definition',
    'model.incomplete',
    'inference.not-ready',
  )
  modelVersionReady(@Model() name: string, @Version() version: string): Promise<ModelReady> {
    return this.inference.checkModel({ name, version });
  }

  @Post('models/:name/infer')
  @HttpCode(200)
  @AnswersInference('What a model says to tensors')
  modelInfer(@Model() name: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.answer({ name }, request, response);
  }

  @Post('models/:name/versions/:version/infer')
  @HttpCode(200)
  @AnswersInference('What one version says to tensors')
  modelVersionInfer(
    @Model() name: string,
    @Version() version: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.answer({ name, version }, request, response);
  }

  private async answer(asked: Asked, request: Request, response: Response): Promise<void> {
    const gone = new AbortController();
    const leave = () => gone.abort();
    response.once('close', leave);
    const { headers, body } = await this.inference.infer(asked, request, callerOf(request), gone.signal);
    response.off('close', leave);
    response.status(200).set(headers).end(body);
  }
}
