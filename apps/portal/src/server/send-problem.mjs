import { randomUUID } from 'node:crypto';
import { localeOf, problemOf } from '@millwright/contracts';

/**
 * Answers with a problem body in the language of the request.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {import('@millwright/contracts').AppError} error
 */
export function sendProblem(request, response, error) {
  if (response.destroyed) return;
  const requestId = randomUUID();
  const body = problemOf(error, localeOf(request.headers['accept-language']), requestId);
  response.writeHead(error.status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'x-request-id': requestId,
  });
  response.end(JSON.stringify(body));
}
