import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { localeOf, type Locale } from '@millwright/contracts';
import type { Request } from 'express';

/** Who asks, and in which language the answer is read. Until there are users, everybody is the owner. */
export interface Caller {
  readonly by: string;
  readonly locale: Locale;
}

export const callerOf = (request: Request): Caller => ({
  by: 'owner',
  locale: localeOf(request.get('accept-language')),
});

/** The caller as an argument of a route. */
export const AsCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<Request>()),
);
