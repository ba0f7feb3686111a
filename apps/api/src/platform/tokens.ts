/** What the api is handed when it starts; see `Parts` in `app.ts`. */
export const CONFIG = Symbol('config');
export const REGISTRY = Symbol('registry');
export const ARTIFACTS = Symbol('artifacts');
export const JOBS = Symbol('jobs');
export const LIFECYCLE = Symbol('lifecycle');
export const ACCESS_KEY = Symbol('access key');
export const LOGGER = Symbol('logger');
export const SIGN_INS = Symbol('sign-ins');
