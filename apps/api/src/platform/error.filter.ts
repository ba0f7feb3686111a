import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import {
  AppError,
  localeOf,
  problemOf,
  toAppError,
  type InferenceError,
  type Locale,
  type Problem,
} from '@millwright/contracts';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { isInference } from './inference-paths.ts';
import { InvalidRequest } from './invalid-request.ts';
import { requestIdOf } from './request-id.ts';

/** The one place where an error becomes an answer: a problem body (RFC 9457) in the language of the request, below `/v2` that of the Open Inference Protocol. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const requestId = requestIdOf(request);
    const error = errorOf(thrown, request);
    this.log(error, thrown, requestId);
    // Half an answer is on its way: ending the connection is the only way left to say that it is not whole.
    if (response.headersSent || response.destroyed) return void response.destroy();
    const locale = localeOf(request.get('accept-language'));
    const shown = error instanceof InvalidRequest ? error.in(locale) : error;
    if (error.code === 'access.attempts') response.setHeader('retry-after', String(error.params['seconds']));
    const problem = problemOf(shown, locale, requestId);
    response.status(error.status).setHeader('cache-control', 'no-store');
    if (isInference(request)) return void response.json(inferenceError(problem, locale));
    response.type('application/problem+json').send(JSON.stringify(problem));
  }

  private log(error: AppError, thrown: unknown, requestId: string): void {
    const level = error.status >= 500 ? 'error' : 'debug';
    this.logger[level](
      { requestId, code: error.code, ...(error.status >= 500 ? { err: thrown } : {}) },
      'request.failed',
    );
  }
}

/** The same words as the Open Inference Protocol has them. */
const inferenceError = ({ detail, hint }: Problem, locale: Locale): InferenceError => ({
  error: `${detail}${locale === 'zh' ? '' : ' '}${hint}`,
});

/** Errors of the framework under our codes; whatever nobody foresaw is `internal` and keeps its inside to itself. */
function errorOf(thrown: unknown, request: Request): AppError {
  if (thrown instanceof AppError) return thrown;
  const status = statusOf(thrown);
  if (status === 404 || status === 405) return new AppError('request.not-found', { path: request.path });
  if (status === 415) return mediaType('application/json', request, thrown);
  if (status !== undefined && status >= 400 && status < 500) return InvalidRequest.of('', messageOf(thrown));
  return toAppError(thrown, requestIdOf(request));
}

/** @returns `request.media-type` for a request whose content came in another form */
export const mediaType = (expected: string, request: Request, cause?: unknown): AppError =>
  new AppError('request.media-type', { expected, received: request.get('content-type') ?? '-' }, { cause });

function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status: unknown = thrown instanceof Error && 'status' in thrown ? thrown.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
