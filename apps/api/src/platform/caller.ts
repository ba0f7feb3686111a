import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { localeOf, type Locale } from '@millwright/contracts';
import type { Request } from 'express';
import { principalOf } from './principal.ts';

/** Who asks, and in which language the answer is read. */
export interface Caller {
  readonly by: string;
  readonly locale: Locale;
}

export const callerOf = (request: Request): Caller => ({
  by: principalOf(request)?.name ?? '-',
  locale: localeOf(request.get('accept-language')),
});

/** The caller as an argument of a route. */
export const AsCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<Request>()),
);
