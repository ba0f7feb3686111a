import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AppModule } from './app.module.ts';
import { readVersion } from './config.ts';
import { describeRoutes } from './platform/openapi.ts';
import type { Parts } from './platform/platform.module.ts';

/** The description as `/api/openapi.json` gives it, of an api that is only looked at: nothing is opened, nothing listens. */
export async function describeApi(): Promise<OpenAPIObject> {
  const app = await NestFactory.create(AppModule.over({} as Parts), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  return describeRoutes(app, readVersion());
}
