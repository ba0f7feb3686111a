import { StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { InvalidRequest } from './invalid-request.ts';

/** Parses what a route declares with `{ schema }`; complaints name the field, or the parameter itself. */
export class RequestPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: (issues) => new InvalidRequest(issues) });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      throw error instanceof InvalidRequest && metadata.data ? error.under(metadata.data) : error;
    }
  }
}
