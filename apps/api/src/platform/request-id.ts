import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';

const acceptable = /^[\w.-]{1,64}$/;

/** The id under which a request is found in the log. */
export const requestIdOf = (request: Request): string => String(request.id ?? '-');

declare module 'express-serve-static-core' {
  interface Request {
    id?: string;
  }
}

/** Gives every request an id (the caller's `x-request-id` where it is a plain one), says it back, and logs the end. */
export function tellRequests(logger: Logger) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const given = request.get('x-request-id') ?? '';
    request.id = acceptable.test(given) ? given : randomUUID();
    response.setHeader('x-request-id', request.id);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cross-origin-resource-policy', 'same-origin');
    response.setHeader('x-frame-options', 'DENY');
    const began = performance.now();
    response.once('close', () =>
      logger.debug(
        {
          requestId: request.id,
          method: request.method,
          path: request.path,
          status: response.statusCode,
          complete: response.writableFinished,
          ms: Math.round(performance.now() - began),
        },
        'request.closed',
      ),
    );
    next();
  };
}
