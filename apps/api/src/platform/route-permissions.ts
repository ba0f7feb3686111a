import type { Permission } from '@millwright/contracts';

/** `open`: asked before anybody is known. */
export type RouteNeed = Permission | 'open';

/**
 * Every route of the api and what it needs: the only place where that is said. A route without a row is refused, and the
 * api does not start with one (see `PermissionGuard`). The description at `/api/docs` needs any key at all.
 */
export const routePermissions: Readonly<Record<string, RouteNeed>> = {
  'GET /api/health/live': 'open',
  'GET /api/health/ready': 'open',
  'GET /api/v1/session': 'open',
  'POST /api/v1/session': 'open',
  'DELETE /api/v1/session': 'open',
  'GET /api/v1/system': 'read',
  'GET /api/v1/events': 'read',
  'GET /api/v1/jobs': 'read',

  'GET /api/v1/keys': 'administer',
  'POST /api/v1/keys': 'administer',
  'DELETE /api/v1/keys/:id': 'administer',

  'GET /api/v1/datasets': 'read',
  'POST /api/v1/datasets': 'data',
  'GET /api/v1/datasets/:name': 'read',
  'DELETE /api/v1/datasets/:name': 'data',
  'POST /api/v1/datasets/:name:restore': 'data',
  'POST /api/v1/datasets/:name/versions': 'data',
  'GET /api/v1/datasets/:name/versions/:version': 'read',
  'DELETE /api/v1/datasets/:name/versions/:version': 'data',
  'POST /api/v1/datasets/:name/versions/:version:cancel': 'data',
  'POST /api/v1/datasets/:name/versions/:version:restore': 'data',
  'GET /api/v1/datasets/:name/versions/:version/items': 'read',
  'GET /api/v1/datasets/:name/versions/:version/items/:index/image': 'read',
  'GET /api/v1/datasets/:name/versions/:version/findings': 'read',

  'GET /api/v1/runs': 'read',
  'POST /api/v1/runs': 'train',
  'POST /api/v1/runs:compare': 'read',
  'GET /api/v1/runs/:id': 'read',
  'DELETE /api/v1/runs/:id': 'train',
  'POST /api/v1/runs/:id:cancel': 'train',
  'POST /api/v1/runs/:id:restore': 'train',
  'GET /api/v1/runs/:id/events': 'read',

  'GET /api/v1/runs/:id/tags': 'read',
  'PUT /api/v1/runs/:id/tags/:key': 'train',
  'DELETE /api/v1/runs/:id/tags/:key': 'train',

  'GET /api/v1/model-definitions': 'read',
  'GET /api/v1/models': 'read',
  'GET /api/v1/models/:name': 'read',
  'DELETE /api/v1/models/:name': 'models',
  'POST /api/v1/models/:name:restore': 'models',
  'GET /api/v1/models/:name/tags': 'read',
  'PUT /api/v1/models/:name/tags/:key': 'models',
  'DELETE /api/v1/models/:name/tags/:key': 'models',
  'GET /api/v1/models/:name/aliases': 'read',
  'GET /api/v1/models/:name/aliases/:alias': 'read',
  'PUT /api/v1/models/:name/aliases/:alias': 'models',
  'POST /api/v1/models/:name/aliases/:alias:return': 'models',
  'DELETE /api/v1/models/:name/aliases/:alias': 'models',
  'GET /api/v1/models/:name/versions': 'read',
  'GET /api/v1/models/:name/versions/:version': 'read',
  'DELETE /api/v1/models/:name/versions/:version': 'models',
  'POST /api/v1/models/:name/versions/:version:restore': 'models',
  'POST /api/v1/models/:name/versions/:version:approve': 'models',
  'POST /api/v1/models/:name/versions/:version:reject': 'models',
  'GET /api/v1/models/:name/versions/:version/tags': 'read',
  'PUT /api/v1/models/:name/versions/:version/tags/:key': 'models',
  'DELETE /api/v1/models/:name/versions/:version/tags/:key': 'models',
  'GET /api/v1/models/:name/versions/:version/cases': 'read',
  'GET /api/v1/models/:name/versions/:version/cases/:index/explanation': 'read',
  'POST /api/v1/models/:name/versions/:version/evaluations': 'read',
  'GET /api/v1/models/:name/versions/:version/files/*path': 'read',
  'GET /api/v1/models/:name/versions/:version/exports/:format': 'read',

  'GET /api/v1/deleted': 'read',
  'POST /api/v1/deleted:purge': 'administer',

  'POST /api/v1/predictions': 'predict',
  'GET /api/v1/answers': 'read',
  'GET /api/v1/answers/:id': 'read',
  'POST /api/v1/answers/:id/outcome': 'predict',

  'GET /v2': 'predict',
  'GET /v2/health/live': 'open',
  'GET /v2/health/ready': 'open',
  'GET /v2/models/:name': 'predict',
  'GET /v2/models/:name/versions/:version': 'predict',
  'GET /v2/models/:name/ready': 'predict',
  'GET /v2/models/:name/versions/:version/ready': 'predict',
  'POST /v2/models/:name/infer': 'predict',
  'POST /v2/models/:name/versions/:version/infer': 'predict',
};
