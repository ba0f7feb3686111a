import { z } from 'zod';
import { pageQuerySchema } from '../pages.ts';
import { permissions } from './permissions.ts';
import { userSchema } from './user.ts';

/** `GET /api/v1/session`: who this caller is, what they may do, and how somebody signs in here. */
export const sessionSchema = z
  .object({
    /** Other machines are served: whoever brings nothing is nobody. */
    keyRequired: z.boolean(),
    signedIn: z.boolean(),
    /** As the audit trail names the caller; null: nobody. */
    by: z.string().nullable(),
    /** Null for a key, and for the owner of this installation. */
    user: userSchema.pick({ id: true, name: true, email: true, grants: true }).nullable(),
    permissions: z.array(z.enum(permissions)),
    /** Nobody has an account yet: the first administrator is made with a link. */
    first: z.boolean(),
    /** Name of the plant's provider of sign-ins, where one is set up. */
    provider: z.string().nullable(),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof sessionSchema>;

/** `POST /api/v1/session`: a person's password, or the access key of this installation. */
export const signInSchema = z
  .union([
    z.object({
      email: z.string().trim().toLowerCase().min(1).max(254),
      password: z.string().min(1).max(128),
    }),
    z.object({ key: z.string().min(1).max(200) }),
  ])
  .meta({ id: 'SignIn' });
export type SignIn = z.output<typeof signInSchema>;

export const engineStatusSchema = z
  .object({
    name: z.string().meta({ examples: ['wasm'] }),
    available: z.boolean(),
    chosen: z.boolean(),
    reason: z.string(),
  })
  .meta({ id: 'EngineStatus' });
export type EngineStatus = z.infer<typeof engineStatusSchema>;

/** `GET /api/v1/system` */
export const systemSchema = z
  .object({
    version: z.string().meta({ examples: ['0.1.0'] }),
    engines: z.array(engineStatusSchema),
    database: z.enum(['embedded', 'server']),
    jobs: z.enum(['postgresql', 'redis']),
    artifacts: z.object({ count: z.int(), bytes: z.int() }),
  })
  .meta({ id: 'System' });
export type SystemView = z.infer<typeof systemSchema>;

/** One line of the audit trail; never edited. */
export const auditEventSchema = z
  .object({
    seq: z.int(),
    at: z.iso.datetime(),
    by: z.string(),
    action: z.string(),
    subject: z.string(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEvent' });
export type AuditEvent = z.infer<typeof auditEventSchema>;

/** `GET /api/v1/audit` */
export const auditQuerySchema = pageQuerySchema.extend({
  subject: z.string().max(300).optional(),
  action: z.string().max(100).optional(),
  by: z.string().max(300).optional(),
});
export type AuditQuery = z.output<typeof auditQuerySchema>;
