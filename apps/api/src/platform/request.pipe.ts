import { StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { z } from 'zod';
import { InvalidRequest, refuseNuls } from './invalid-request.ts';

/** Parses what a route declares with `{ schema }`; complaints name the field, or the parameter itself. */
export class RequestPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: (issues) => new InvalidRequest(issues) });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    refuseUnknownNames(value, metadata);
    try {
      if (metadata.schema) refuseNuls(value);
      return await super.transform(value, metadata);
    } catch (error) {
      throw error instanceof InvalidRequest && metadata.data ? error.under(metadata.data) : error;
    }
  }
}

/** A misspelt filter must not answer with everything, so a query holds only names that its schema knows. */
function refuseUnknownNames(value: unknown, { type, schema }: ArgumentMetadata): void {
  if (type !== 'query' || !(schema instanceof z.ZodObject) || typeof value !== 'object' || !value) return;
  const known = Object.keys(schema.shape);
  const unknown = Object.keys(value).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const message = `unknown query name; known here: ${known.join(', ')}`;
  throw new InvalidRequest(unknown.map((name) => ({ message, path: [name] })));
}
