import http from 'node:http';
import { isForApi, refusal } from './access-rules.mjs';
import { forward } from './forward.mjs';
import { noScripts, pagePolicy } from './page-policy.mjs';
import { sendProblem } from './send-problem.mjs';

/** Sent with every page, beside its policy: nobody else may frame it or hold on to its window. */
const pageHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
};

/**
 * The one server people talk to: checks where a request comes from, passes `/api` and `/v2` on, leaves the rest to the
 * pages.
 *
 * @param {Pick<import('./config.mjs').PortalConfig, 'exposed' | 'apiUrl' | 'dev'>} config
 * @param {(request: http.IncomingMessage, response: http.ServerResponse) => Promise<void>} pages
 * @param {import('./page-policy.mjs').BuiltScripts} [scripts] - what the pages were built with
 * @returns {http.Server}
 */
export function createServer(config, pages, scripts = noScripts) {
  const server = http.createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const refused = refusal({ method, url, headers }, config);
    if (refused) {
      request.resume();
      sendProblem(request, response, refused);
    } else if (isForApi(url)) forward(request, response, config.apiUrl);
    else {
      if (!config.dev) secure(request, response, scripts);
      pages(request, response).catch(() => response.destroy());
    }
  });
  server.requestTimeout = 0; // an upload may take longer than Node's five minutes
  return server;
}

/**
 * A page that is made for one request takes the nonce of its scripts from the policy among the headers of the request.
 *
 * @param {http.IncomingMessage} request
 * @param {http.ServerResponse} response
 * @param {import('./page-policy.mjs').BuiltScripts} scripts
 */
function secure(request, response, scripts) {
  const policy = pagePolicy(scripts, request.url ?? '/');
  request.headers['content-security-policy'] = policy;
  response.setHeader('content-security-policy', policy);
  for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
  // Behind a server that speaks TLS, browsers come back by TLS alone.
  if (request.headers['x-forwarded-proto'] === 'https')
    response.setHeader('strict-transport-security', 'max-age=31536000');
}
