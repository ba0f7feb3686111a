import { AppError } from '@millwright/contracts';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { AccessKey } from './access-key.ts';
import { refusal } from './access-rules.ts';

/** Asked before anybody is known: is it alive, is a key needed, here is the key. */
const open = /^\/(api\/(health\/(live|ready)|v1\/session)|v2\/health\/(live|ready))\/?$/;

/**
 * Stands before every address, known or not: checks where a request comes from and, with HOST set, who sends it.
 *
 * @throws AppError `access.host`, `access.origin`, `access.key` (through `next`)
 */
export function guardAccess(exposed: boolean, key: AccessKey): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    const refused = refusal(request.headers, exposed);
    if (refused) return next(refused);
    const isAllowed = !exposed || open.test(request.path) || isSignedIn(request, key);
    next(
      isAllowed
        ? undefined
        : new AppError('access.key', { received: credentialOf(request) ? 'another' : '-' }),
    );
  };
}

/** Whether a request carries the key (`x-api-key`, `Authorization: Bearer`) or a session made with it. */
export function isSignedIn(request: Request, key: AccessKey): boolean {
  const credential = credentialOf(request);
  if (credential !== undefined) return key.isKey(credential);
  const session = cookieOf(request, AccessKey.cookie);
  return session !== undefined && key.isSession(session);
}

function credentialOf(request: Request): string | undefined {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return request.get('x-api-key') ?? bearer;
}

function cookieOf(request: Request, name: string): string | undefined {
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}
