import type { AuditEvent } from '@millwright/contracts';
import { json, type Client } from './database.ts';
import type { AuditEvent as AuditRow } from './generated/client.ts';
import { keyOf, toPage } from './pages.ts';
import type { AuditRepository } from './registry.ts';

const toEvent = ({ seq, at, by, action, subject, details }: AuditRow): AuditEvent => ({
  seq: Number(seq),
  at: at.toISOString(),
  by,
  action,
  subject,
  details: details as AuditEvent['details'],
});

export const auditRepository = (db: Client): AuditRepository => ({
  append: async (event) =>
    toEvent(await db.auditEvent.create({ data: { ...event, details: json(event.details) } })),
  async list({ cursor, limit, subject, action, by }) {
    const after = keyOf(cursor);
    const where = { ...(subject && { subject }), ...(action && { action }), ...(by && { by }) };
    const [rows, total] = await Promise.all([
      db.auditEvent.findMany({
        where: after === null ? where : { ...where, seq: { lt: after } },
        orderBy: { seq: 'desc' },
        take: limit + 1,
      }),
      db.auditEvent.count({ where }),
    ]);
    return toPage(rows, limit, total, (row) => row.seq, toEvent);
  },
});
