import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { ExportFormat } from '@millwright/contracts';
import { Fails, SendsBytes } from '../platform/documented.ts';
import { Format, Name, v1, Version } from '../platform/params.ts';
import { ModelFilesService } from './model-files.service.ts';

@ApiTags('models')
@Controller(v1('models'))
export class ModelFilesController {
  constructor(private readonly files: ModelFilesService) {}

  @Get(':name/versions/:version/files/*path')
  @SendsBytes('A file of a trained model, such as weights.safetensors', 'application/octet-stream')
  @ApiParam({ name: 'path', example: 'model.json', schema: { type: 'string', minLength: 1 } })
  @Fails(
    'model.not-found',
    'model.not-trained',
    'request.not-found',
    'artifact.not-found',
    'artifact.damaged',
  )
  async getModelFile(
    @Name() name: string,
    @Version() version: number,
    @Param('path') path: string | string[],
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { headers, body } = await this.files.open(name, version, [path].flat().join('/'));
    response.set(headers);
    return body;
  }

  @Get(':name/versions/:version/exports/:format')
  @SendsBytes('A trained model as one file for other tools', 'application/octet-stream')
  @Fails(
    'model.not-found',
    'model.not-trained',
    'model.incomplete',
    'network.export',
    'artifact.not-found',
    'artifact.damaged',
    'engine.unavailable',
  )
  exportModelVersion(
    @Name() name: string,
    @Version() version: number,
    @Format() format: ExportFormat,
  ): Promise<StreamableFile> {
    return this.files.export(name, version, format);
  }
}
