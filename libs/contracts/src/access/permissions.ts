/** What somebody may do; every route of the api needs one of these. */
export const permissions = ['read', 'predict', 'data', 'train', 'models', 'administer'] as const;
export type Permission = (typeof permissions)[number];

/** What a key of a back end may be given: everything but giving out keys. */
export const keyScopes = ['read', 'predict', 'data', 'train', 'models'] as const satisfies Permission[];
export type KeyScope = (typeof keyScopes)[number];
