import { permissions, type ApiKeyView, type Permission } from '@millwright/contracts';
import type { Request } from 'express';

/** Who a request comes from, and what they may do. */
export interface Principal {
  /** As the audit trail names them. */
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
}

declare module 'express-serve-static-core' {
  interface Request {
    principal?: Principal;
  }
}

/** Whoever runs this installation: has its files, and so its access key. */
export const owner: Principal = { name: 'owner', permissions: new Set(permissions) };

/** The service account of a key, with what that key may do. */
export const accountOf = ({ account, scopes }: ApiKeyView): Principal => ({
  name: `account:${account}`,
  permissions: new Set(scopes),
});

export const principalOf = (request: Request): Principal | undefined => request.principal;
