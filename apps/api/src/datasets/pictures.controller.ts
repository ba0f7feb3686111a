import { Controller, Get, Headers, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Fails, SendsBytes } from '../platform/documented.ts';
import { Index, Name, v1, Version } from '../platform/params.ts';
import { PicturesService, pictureQuerySchema, type PictureQuery } from './pictures.service.ts';

@ApiTags('datasets')
@Controller(v1('datasets'))
export class PicturesController {
  constructor(private readonly pictures: PicturesService) {}

  @Get(':name/versions/:version/items/:index/image')
  @SendsBytes('A picture as it was handed over, or as a thumbnail', 'image/*')
  @ApiHeader({ name: 'If-None-Match', required: false, schema: { type: 'string' } })
  @ApiResponse({ status: 304, description: 'The picture is the one that the sender has' })
  @Fails('dataset.not-found', 'dataset.no-item', 'artifact.not-found', 'artifact.damaged')
  async getDatasetImage(
    @Name() name: string,
    @Version() version: number,
    @Index() index: number,
    @Query({ schema: pictureQuerySchema }) query: PictureQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const picture = await this.pictures.find({ name, version, index }, query, known);
    response.set(picture.headers).status(picture.status);
    return picture.body;
  }
}
