import { Param } from '@nestjs/common';
import {
  aliasSchema,
  exportFormatSchema,
  flagSchema,
  mostWhole,
  nameSchema,
  tagKeySchema,
} from '@millwright/contracts';
import { z } from 'zod';

/** Everything but health lives under this prefix. */
export const v1 = (path: string): string => `api/v1/${path}`;

const numberFrom = (least: number) => z.coerce.number<string>().int().min(least).max(mostWhole);

/** `:name` of a dataset or a model. */
export const Name = (): ParameterDecorator => Param('name', { schema: nameSchema });
/** `:version` of a dataset or a model, from 1. */
export const Version = (): ParameterDecorator => Param('version', { schema: numberFrom(1) });
/** `:index` of a picture in its dataset version, from 0. */
export const Index = (): ParameterDecorator => Param('index', { schema: numberFrom(0) });
/** `:id` of a run or an answer. */
export const Id = (): ParameterDecorator => Param('id', { schema: z.uuid() });
/** `:alias` of a model version. */
export const ToAlias = (): ParameterDecorator => Param('alias', { schema: aliasSchema });

/** `:key` of a tag. */
export const TagKey = (): ParameterDecorator => Param('key', { schema: tagKeySchema });

/** `:format` of an export. */
export const Format = (): ParameterDecorator => Param('format', { schema: exportFormatSchema });

/** `?confirm=true`: delete although something else was made from it. */
export const confirmSchema = z.object({ confirm: flagSchema.default(false) });
export type Confirm = z.output<typeof confirmSchema>;
