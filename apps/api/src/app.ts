import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request } from 'express';
import { AppModule } from './app.module.ts';
import { guardAccess } from './platform/access.middleware.ts';
import { entityTag } from './platform/entity-tag.ts';
import { ErrorFilter } from './platform/error.filter.ts';
import { isInference } from './platform/inference-paths.ts';
import { readJson } from './platform/json-body.ts';
import { frameworkLogger } from './platform/logger.ts';
import { serveOpenApi } from './platform/openapi.ts';
import type { Parts } from './platform/platform.module.ts';
import { tellRequests } from './platform/request-id.ts';
import { RequestPipe } from './platform/request.pipe.ts';

const isOurJson = (request: Request): boolean =>
  !isInference(request) && Boolean(request.is('application/json'));

/** The api over its parts, not yet listening. The parts stay open when it closes. */
export async function createApp(parts: Parts): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.over(parts), {
    logger: frameworkLogger(parts.logger),
    abortOnError: false,
    bodyParser: false,
    forceCloseConnections: true,
  });
  app.disable('x-powered-by');
  const { config, key, registry, signIns } = parts;
  const doors = { exposed: config.exposed, key, keys: registry.keys, signIns };
  app.set('etag', entityTag);
  app.use(tellRequests(parts.logger), guardAccess(doors));
  // Tensors are read as they are, whatever they call themselves, and within a bound of their own.
  app.use(readJson(isOurJson));
  app.useGlobalPipes(new RequestPipe());
  app.useGlobalFilters(new ErrorFilter(parts.logger));
  serveOpenApi(app, parts.config.version);
  // An upload takes as long as it takes; one that falls silent is cut off by whoever reads it.
  app.getHttpServer().requestTimeout = 0;
  return app;
}
