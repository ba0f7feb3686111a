import { createHash } from 'node:crypto';
import { AppError } from '@millwright/contracts';
import type { Registry } from '@millwright/registry';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { AccessKey } from './access-key.ts';
import { refusal } from './access-rules.ts';
import { accountOf, owner, personOf, type Principal } from './principal.ts';
import type { SignIns } from './sign-in.ts';

/** Asked before anybody is known: is it alive, is a key needed, here is the key. */
const open =
  /^\/(api\/(health\/(live|ready)|v1\/session(\/(link|provider|provider\/return))?)|v2\/health\/(live|ready))\/?$/;

/** What keys of back ends begin with, so that one left lying in a file is recognised. */
export const keyPrefix = 'mw_';
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('hex');

export interface Doors {
  /** HOST names more than this machine: whoever brings nothing is nobody. Otherwise they are the owner. */
  readonly exposed: boolean;
  readonly key: AccessKey;
  readonly keys: Registry['keys'];
  readonly signIns: SignIns;
}

/**
 * Stands before every address, known or not: checks where a request comes from and who sends it. A key that does not
 * count is refused wherever it is brought; all of them in the same words, whatever is wrong with it. So is a session that
 * is over: on this machine too, so that whoever ends one sees that it has ended.
 *
 * @throws AppError `access.host`, `access.origin`, `access.key`, `session.ended` (through `next`)
 */
export function guardAccess(doors: Doors): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    const refused = refusal(request.headers, doors.exposed);
    if (refused) return next(refused);
    senderOf(request, doors)
      .then((sender) => {
        if (sender && sender !== 'over') return void (request.principal = sender);
        if (open.test(request.path)) return;
        if (sender === 'over') throw new AppError('session.ended');
        throw new AppError('access.key', { received: credentialOf(request) ? 'another' : '-' });
      })
      .then(() => next(), next);
  };
}

async function senderOf(request: Request, doors: Doors): Promise<Principal | 'over' | null> {
  const { exposed, key, keys, signIns } = doors;
  const credential = credentialOf(request);
  if (credential !== undefined) {
    if (key.isKey(credential)) return owner;
    const found = credential.startsWith(keyPrefix) ? await keys.use(hashOfKey(credential)) : null;
    return found && accountOf(found);
  }
  const person = await signIns.of(request.headers.cookie);
  if (person !== null) return person === 'over' ? 'over' : personOf(person);
  const session = cookieOf(request, AccessKey.cookie);
  return !exposed || (session !== undefined && key.isSession(session)) ? owner : null;
}

function credentialOf(request: Request): string | undefined {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return request.get('x-api-key') ?? bearer;
}

function cookieOf(request: Request, name: string): string | undefined {
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}
