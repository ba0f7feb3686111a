import http from 'node:http';
import { isForApi, refusal } from './access-rules.mjs';
import { forward } from './forward.mjs';
import { sendProblem } from './send-problem.mjs';

/** Sent with every page: nobody else may frame it, and it loads nothing from elsewhere. */
const pageHeaders = {
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
};

/**
 * The one server people talk to: checks where a request comes from, passes `/api` and `/v2` on, leaves the rest to the
 * pages.
 *
 * @param {Pick<import('./config.mjs').PortalConfig, 'exposed' | 'apiUrl' | 'dev'>} config
 * @param {(request: http.IncomingMessage, response: http.ServerResponse) => Promise<void>} pages
 * @returns {http.Server}
 */
export function createServer(config, pages) {
  const server = http.createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const refused = refusal({ method, url, headers }, config);
    if (refused) {
      request.resume();
      sendProblem(request, response, refused);
    } else if (isForApi(url)) forward(request, response, config.apiUrl);
    else {
      if (!config.dev)
        for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
      pages(request, response).catch(() => response.destroy());
    }
  });
  server.requestTimeout = 0; // an upload may take longer than Node's five minutes
  return server;
}
