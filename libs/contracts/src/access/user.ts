import { z } from 'zod';
import { nameSchema } from '../datasets/dataset.ts';
import type { Permission } from './permissions.ts';

/** What a person is in the plant. */
export const roles = [
  'viewer',
  'planner',
  'quality',
  'maintenance',
  'process',
  'trainer',
  'engineer',
  'administrator',
] as const;
export const roleSchema = z.enum(roles).meta({ id: 'Role' });
export type Role = z.infer<typeof roleSchema>;

/** What each role may do, at the places that it was given for. */
export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: ['read'],
  planner: ['read', 'predict'],
  quality: ['read', 'predict', 'data'],
  maintenance: ['read', 'predict'],
  process: ['read', 'predict'],
  trainer: ['read', 'predict'],
  engineer: ['read', 'predict', 'data', 'train', 'models'],
  administrator: ['read', 'predict', 'data', 'train', 'models', 'administer'],
};

/** A role that a person has, and where: a site and a line of it (ISA-95); null: all of them. */
export const grantSchema = z
  .strictObject({ role: roleSchema, site: nameSchema.nullable(), line: nameSchema.nullable() })
  .meta({ id: 'Grant' });
export type Grant = z.output<typeof grantSchema>;

/** A role to be given; everywhere, unless it says where. */
const grantWishSchema = z
  .strictObject({
    role: roleSchema,
    site: nameSchema.nullable().default(null),
    line: nameSchema.nullable().default(null),
  })
  .refine(({ site, line }) => line === null || site !== null, {
    path: ['line'],
    message: 'a line needs its site',
  })
  .meta({ id: 'GrantWish' });

const grantsSchema = z.array(grantWishSchema).max(100);
/** At most 64 characters before the @ (RFC 5321, 4.5.3.1.1). */
const emailSchema = z
  .email()
  .max(254)
  .regex(/^[^@]{1,64}@/)
  .toLowerCase()
  .meta({ examples: ['ana@plant.example'] });
const personNameSchema = z.string().trim().min(1).max(100);
/** Characters of a password: length counts, not kinds of characters (NIST SP 800-63B, 5.1.1). */
export const passwordLength = { least: 12, most: 128 } as const;
const passwordSchema = z.string().min(passwordLength.least).max(passwordLength.most);

/** A person who signs in. */
export const userSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    grants: z.array(grantSchema),
    /** Cannot sign in; everything they did stays theirs. */
    disabled: z.boolean(),
    /** Ways of signing in that were used or set up: a password, the plant's provider. */
    ways: z.array(z.enum(['password', 'provider'])),
    createdAt: z.iso.datetime(),
    /** To the minute. */
    lastSeenAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'User' });
export type UserView = z.infer<typeof userSchema>;

/** `POST /api/v1/users` */
export const createUserSchema = z
  .object({ name: personNameSchema, email: emailSchema, grants: grantsSchema.default([]) })
  .meta({ id: 'CreateUser' });
export type CreateUser = z.output<typeof createUserSchema>;

/** `PATCH /api/v1/users/{id}`: what is left out stays as it is. */
export const updateUserSchema = z
  .object({
    name: personNameSchema.optional(),
    grants: grantsSchema.optional(),
    disabled: z.boolean().optional(),
  })
  .meta({ id: 'UpdateUser' });
export type UpdateUser = z.output<typeof updateUserSchema>;

/** A link with which a person chooses a password, once; shown this one time. */
export const userLinkSchema = z
  .object({ user: userSchema, link: z.url(), expiresAt: z.iso.datetime() })
  .meta({ id: 'UserLink' });
export type UserLink = z.infer<typeof userLinkSchema>;

/** A browser somebody is signed in with. */
export const userSessionSchema = z
  .object({
    id: z.uuid(),
    /** Of this very request. */
    current: z.boolean(),
    createdAt: z.iso.datetime(),
    /** To the minute. */
    lastSeenAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    address: z.string().nullable(),
    agent: z.string().nullable(),
  })
  .meta({ id: 'UserSession' });
export type UserSessionView = z.infer<typeof userSessionSchema>;
export const userSessionsSchema = z
  .object({ items: z.array(userSessionSchema) })
  .meta({ id: 'UserSessions' });
export type UserSessions = z.infer<typeof userSessionsSchema>;

/** Sets a password with a link: of the first administrator, who says who they are, or of somebody invited. */
export const redeemLinkSchema = z
  .object({
    token: z.string().min(20).max(200),
    password: passwordSchema,
    first: z.object({ name: personNameSchema, email: emailSchema }).optional(),
  })
  .meta({ id: 'RedeemLink' });
export type RedeemLink = z.output<typeof redeemLinkSchema>;

/** `PUT /api/v1/session/password` */
export const changePasswordSchema = z
  .object({ current: z.string().max(passwordLength.most), next: passwordSchema })
  .meta({ id: 'ChangePassword' });
export type ChangePassword = z.output<typeof changePasswordSchema>;

/** `POST /api/v1/session/provider`: the page to come back to. */
export const startProviderSchema = z
  .object({
    returnTo: z
      .string()
      .regex(/^\/(?![/\\])/, 'expected a path of this portal')
      .max(500)
      .default('/'),
  })
  .meta({ id: 'StartProvider' });
export type StartProvider = z.output<typeof startProviderSchema>;
export const providerStartSchema = z.object({ url: z.url() }).meta({ id: 'ProviderStart' });
export type ProviderStart = z.infer<typeof providerStartSchema>;
