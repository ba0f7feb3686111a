import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { ExportFormat } from '@millwright/contracts';
import { Format, Name, v1, Version } from '../platform/params.ts';
import { ModelFilesService } from './model-files.service.ts';

@ApiTags('models')
@Controller(v1('models'))
export class ModelFilesController {
  constructor(private readonly files: ModelFilesService) {}

  @Get(':name/versions/:version/files/*path')
  @ApiOperation({ summary: 'A file of a trained model, such as weights.safetensors' })
  @ApiProduces('application/octet-stream')
  @ApiParam({ name: 'path', schema: { type: 'string' } })
  async file(
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
  @ApiOperation({ summary: 'A trained model as one file for other tools' })
  @ApiProduces('application/octet-stream')
  export(
    @Name() name: string,
    @Version() version: number,
    @Format() format: ExportFormat,
  ): Promise<StreamableFile> {
    return this.files.export(name, version, format);
  }
}
