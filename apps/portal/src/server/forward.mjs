import http from 'node:http';
import { AppError } from '@millwright/contracts';
import { sendProblem } from './send-problem.mjs';

const hopByHop = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Hands one request on to the api and its answer back, both as streams: an upload of many gigabytes never sits in
 * memory, and each event of an event stream leaves at once. Whoever hangs up first ends the other side too.
 *
 * @param {http.IncomingMessage} request
 * @param {http.ServerResponse} response
 * @param {URL} apiUrl
 */
export function forward(request, response, apiUrl) {
  const upstream = http.request({
    hostname: apiUrl.hostname,
    port: apiUrl.port || 80,
    method: request.method,
    path: request.url,
    headers: forwardedHeaders(request, apiUrl),
    agent: false,
  });
  upstream.setNoDelay(true);
  upstream.on('response', (answer) => passBack(answer, request, response));
  upstream.on('error', (cause) => {
    request.unpipe(upstream);
    request.resume();
    if (response.headersSent) response.destroy();
    else sendProblem(request, response, new AppError('service.unavailable', {}, { cause }));
  });
  response.on('close', () => {
    if (!response.writableFinished) upstream.destroy();
  });
  request.on('error', () => upstream.destroy());
  request.pipe(upstream);
}

/**
 * @param {http.IncomingMessage} answer
 * @param {http.IncomingMessage} request
 * @param {http.ServerResponse} response
 */
function passBack(answer, request, response) {
  response.writeHead(answer.statusCode ?? 502, withoutHopByHop(answer.headers));
  response.flushHeaders();
  // An api that refuses an upload half way answers before the upload ends; browsers read the answer only after
  // they have sent all of it, so the rest is taken and thrown away.
  answer.on('end', () => {
    if (!request.complete) request.resume();
  });
  answer.on('error', () => response.destroy());
  answer.pipe(response);
}

/**
 * @param {http.IncomingMessage} request
 * @param {URL} apiUrl
 * @returns {http.OutgoingHttpHeaders}
 */
function forwardedHeaders(request, apiUrl) {
  const encrypted = 'encrypted' in request.socket && request.socket.encrypted === true;
  return {
    ...withoutHopByHop(request.headers),
    host: apiUrl.host,
    // An api that is told to close would reset the connection on an upload it refused, and its answer would be lost.
    connection: 'keep-alive',
    'x-forwarded-for': request.socket.remoteAddress,
    'x-forwarded-host': request.headers.host,
    'x-forwarded-proto': encrypted ? 'https' : 'http',
  };
}

/**
 * @param {http.IncomingHttpHeaders} headers
 * @returns {http.OutgoingHttpHeaders}
 */
function withoutHopByHop(headers) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
}
