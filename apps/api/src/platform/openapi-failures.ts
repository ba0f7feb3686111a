import { errorTable, errorWords, type ErrorCode } from '@millwright/contracts';
import { isInference } from './inference-paths.ts';
import { idempotencyHeader } from './documented.ts';
import { routePermissions } from './route-permissions.ts';

/** What the failures of a route hang on. */
export interface RouteShape {
  /** As Express has it: `POST /api/v1/runs/:id:cancel`. */
  readonly route: string;
  readonly path: string;
  /** Whether it takes anything that may be wrong: parameters or a body. */
  readonly takes: boolean;
  /** Media types of its body. */
  readonly body: readonly string[];
  readonly headers: readonly string[];
}

type Responses = Record<string, { description: string; content: object }>;

/** Whatever is asked. The last two say that something is wrong here, not with the request. */
const everywhere: readonly ErrorCode[] = [
  'access.host',
  'access.origin',
  'access.key',
  'internal',
  'database.unavailable',
];
const ofBodies: readonly ErrorCode[] = ['request.too-large', 'request.too-slow', 'request.encoding'];

/** The codes that routes of a kind have in common, said here once. */
export function sharedCodes({ route, path, takes, body, headers }: RouteShape): ErrorCode[] {
  const codes = [...everywhere];
  const need = routePermissions[route];
  if (need !== 'open') codes.push('session.ended');
  if (need !== 'open' && need !== 'anybody') codes.push('access.scope', 'access.role');
  if (headers.includes('If-Match')) codes.push('request.stale');
  if (takes) codes.push('request.invalid');
  if (body.includes('multipart/form-data')) codes.push('request.media-type', 'upload.cut-off');
  else if (body.length > 0) codes.push(...ofBodies, 'request.too-deep', 'upload.cut-off');
  if (headers.includes(idempotencyHeader) && !isInference({ path }))
    codes.push('request.idempotency-reused', 'request.idempotency-unanswered');
  return codes;
}

/** The answers of a route that are errors, by status; the schema of each names the codes it may carry. */
export function failureResponses(codes: readonly ErrorCode[], path: string): Responses {
  const sorted = [...new Set(codes)].sort();
  const statuses = [...new Set(sorted.map((code) => errorTable[code].status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const some = sorted.filter((code) => errorTable[code].status === status);
      const description = some.map((code) => `- \`${code}\`: ${errorTable[code].en.message}`).join('\n');
      return [
        status,
        { description, content: isInference({ path }) ? inferenceFailure(some[0]) : problem(some) },
      ];
    }),
  );
}

const problem = (codes: readonly ErrorCode[]) => ({
  'application/problem+json': {
    schema: {
      allOf: [
        { $ref: '#/components/schemas/Problem' },
        { type: 'object', properties: { code: { type: 'string', enum: codes } } },
      ],
    },
    examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
  },
});

const inferenceFailure = (code: ErrorCode) => {
  const { message, hint } = errorWords(code, {}, 'en');
  return {
    'application/json': {
      schema: { $ref: '#/components/schemas/InferenceError' },
      example: { error: `${message} ${hint}` },
    },
  };
};

/** An example of every problem that a route names, for the components of the document. */
export function problemExamples(codes: Iterable<ErrorCode>): Record<string, { value: object }> {
  const sorted = [...new Set(codes)].sort();
  return Object.fromEntries(
    sorted.map((code) => {
      const { message, hint } = errorWords(code, {}, 'en');
      const { status } = errorTable[code];
      const head = { type: `/api/docs#error-${code}`, title: message, status, detail: message };
      return [code, { value: { ...head, code, hint, requestId: 'a1b2c3d4e5f6', errors: [] } }];
    }),
  );
}

/** Every code with its status and its words, as a table for people. */
export const errorTableText = (): string =>
  [
    '| code | status | meaning | 含义 |',
    '| --- | --- | --- | --- |',
    ...Object.entries(errorTable).map(
      ([code, { status, en, zh }]) => `| \`${code}\` | ${status} | ${en.message} | ${zh.message} |`,
    ),
  ].join('\n');
