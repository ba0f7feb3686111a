import { z } from 'zod';

/** `GET /api/v1/session`: whether this caller may go on, and whether a key is asked for at all. */
export const sessionSchema = z
  .object({ keyRequired: z.boolean(), signedIn: z.boolean() })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof sessionSchema>;

/** `POST /api/v1/session`: the portal hands over the key once and gets a cookie. */
export const signInSchema = z.object({ key: z.string().min(1).max(200) }).meta({ id: 'SignIn' });
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
