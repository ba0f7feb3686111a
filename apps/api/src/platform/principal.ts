import {
  permissions,
  rolePermissions,
  type ApiKeyView,
  type Permission,
  type UserView,
} from '@millwright/contracts';
import type { Request } from 'express';
import type { SignedIn } from './sign-in.ts';

/** Who a request comes from, and what they may do. */
export interface Principal {
  /** As the audit trail names them. */
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
  /** Where it is a person at a browser. */
  readonly signedIn?: SignedIn;
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

/**
 * A person with what all their roles together let them do. A role for one site or line gives nothing yet: no data, run or
 * model says where it belongs, so none of them lies there.
 */
export const personOf = (signedIn: SignedIn): Principal => ({
  name: nameOf(signedIn.user),
  permissions: new Set(
    signedIn.user.grants.filter(({ site }) => site === null).flatMap(({ role }) => rolePermissions[role]),
  ),
  signedIn,
});

/** A person as the audit trail names them. */
export const nameOf = ({ email }: Pick<UserView, 'email'>): string => `user:${email}`;

export const principalOf = (request: Request): Principal | undefined => request.principal;
