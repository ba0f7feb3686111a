import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { AppError } from '@millwright/contracts';
import { InvalidRequest } from './invalid-request.ts';
import { readBody, type BodyLimits } from './read-body.ts';

/** Everything that is sent as JSON is written by a person or a small program; pictures and tables come as forms. */
const limits: BodyLimits = { megabytes: 5, silentSeconds: 15, seconds: 60, graceSeconds: 10 };
/** No contract nests deeper than ten; what follows the nesting of a value must not run out of stack. */
const mostLevels = 64;

const [quote, backslash, openList, closeList, openObject, closeObject] = Buffer.from('"\\[]{}');

/**
 * Text as JSON.
 *
 * @throws AppError `request.too-deep`; `request.invalid` where it is no JSON in UTF-8
 */
export function parseJson(bytes: Uint8Array): unknown {
  refuseDepth(bytes);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw InvalidRequest.of(
      '',
      `expected a JSON object: ${error instanceof Error ? error.message : 'no text'}`,
    );
  }
}

/** Looks at the bytes: brackets outside of texts are what they are in UTF-8. */
function refuseDepth(bytes: Uint8Array): void {
  let [levels, inText] = [0, false];
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inText) {
      if (byte === backslash) i++;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (byte === openList || byte === openObject) {
      if (++levels > mostLevels) throw new AppError('request.too-deep', { limit: mostLevels });
    } else if (byte === closeList || byte === closeObject) levels--;
  }
}

/** Reads the JSON body of the requests that have one, within bounds of size, time and depth. */
export const readJson =
  (isMeant: (request: Request) => boolean): RequestHandler =>
  (request: Request, _response: Response, next: NextFunction) => {
    if (!isMeant(request)) return next();
    readBody(request, limits)
      .then((bytes) => {
        if (bytes.length > 0) request.body = parseJson(bytes);
      })
      .then(() => next(), next);
  };
