import { createHash } from 'node:crypto';
import {
  applyDecorators,
  Inject,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { AppError } from '@millwright/contracts';
import type { Registry } from '@millwright/registry';
import type { Request, Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { idempotencyHeader, TakesIdempotencyKey } from './documented.ts';
import { InvalidRequest } from './invalid-request.ts';
import { principalOf } from './principal.ts';
import { refuseBody } from './read-body.ts';
import { REGISTRY } from './tokens.ts';

const acceptable = /^[\x21-\x7e]{1,255}$/;
/** Longest answer that is kept to be given again [characters]. */
const mostKept = 4 * 1024 * 1024;

/**
 * A request with `Idempotency-Key` is done once: the same request with the same key gets the first answer again, for a day
 * and for each sender. Where the first came to nothing the next is tried anew; where nobody knows (the process was ended
 * in the middle) it is refused, rather than done twice.
 *
 * @see draft-ietf-httpapi-idempotency-key-header
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(@Inject(REGISTRY) private readonly registry: Registry) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const key = request.get(idempotencyHeader);
    if (key === undefined) return next.handle();
    if (!acceptable.test(key))
      throw InvalidRequest.of(idempotencyHeader, 'expected 1 to 255 visible ASCII characters');
    return from(this.once(key, request, http.getResponse<Response>(), next));
  }

  private async once(key: string, request: Request, response: Response, next: CallHandler): Promise<unknown> {
    const claim = { principal: principalOf(request)?.name ?? '-', key, requestHash: hashOf(request) };
    const found = await this.registry.requests.claim(claim);
    if (found.state !== 'claimed') refuseBody(request);
    if (found.state === 'another') throw new AppError('request.idempotency-reused', { key });
    if (found.state === 'unanswered') throw new AppError('request.idempotency-unanswered', { key });
    if (found.state === 'answered') {
      response.setHeader('idempotency-replayed', 'true');
      if (found.location !== null) response.location(found.location);
      return JSON.parse(found.body) as unknown;
    }
    try {
      const answer: unknown = await lastValueFrom(next.handle());
      const body = JSON.stringify(answer ?? null);
      const location = response.getHeader('location');
      if (body.length <= mostKept)
        await this.registry.requests.answer(claim, {
          body,
          location: typeof location === 'string' ? location : null,
        });
      return answer;
    } catch (error) {
      await this.registry.requests.release(claim);
      throw error;
    }
  }
}

/** What makes two requests the same: address and JSON body; of a form its size, since its files are read but once. */
function hashOf(request: Request): string {
  const body =
    request.body === undefined ? (request.get('content-length') ?? '-') : JSON.stringify(request.body);
  return createHash('sha256').update(`${request.method} ${request.originalUrl}\n${body}`).digest('hex');
}

/**
 * A route that is done once where its sender says so. Every POST has it but those whose answer holds a secret (it would
 * have to be kept to be given again) and those of the Open Inference Protocol, which knows no such header.
 */
export const DoneOnce = (): MethodDecorator =>
  applyDecorators(UseInterceptors(IdempotencyInterceptor), TakesIdempotencyKey());
