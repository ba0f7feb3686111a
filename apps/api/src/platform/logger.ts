import type { LoggerService } from '@nestjs/common';
import { withoutSecrets } from '@millwright/contracts';
import { pino, type DestinationStream, type Logger } from 'pino';

/** Event names and ids as JSON lines, without secrets; words for people are made from the error table. */
export const openLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: { app: 'api' },
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: { streamWrite: withoutSecrets },
    },
    destination ?? pino.destination(),
  );

/** The framework's own remarks, under one event name. */
export const frameworkLogger = (logger: Logger): LoggerService => ({
  log: (remark: unknown) => logger.trace({ remark }, 'framework.remark'),
  error: (remark: unknown, ...more: unknown[]) => logger.error({ remark, more }, 'framework.error'),
  warn: (remark: unknown) => logger.warn({ remark }, 'framework.warning'),
});
