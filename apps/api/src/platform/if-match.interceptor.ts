import {
  applyDecorators,
  Inject,
  Injectable,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiHeader } from '@nestjs/swagger';
import { aliasSchema, AppError, nameSchema, type Locale } from '@millwright/contracts';
import type { Registry } from '@millwright/registry';
import type { Request } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { z } from 'zod';
import { callerOf } from './caller.ts';
import { entityTagOf, tagsIn } from './entity-tag.ts';
import { InvalidRequest } from './invalid-request.ts';
import { REGISTRY } from './tokens.ts';

/** The parts of an address, each of its form; a route has those that its address names. */
const addressSchema = z.object({
  id: z.uuid().catch(''),
  name: nameSchema.catch(''),
  version: z.coerce.number<string>().int().min(1).catch(0),
  alias: aliasSchema.catch('champion'),
});
type Address = z.output<typeof addressSchema>;

/** What an edit changes, as a `GET` of it answers. */
export type Edited = (registry: Registry, address: Address, locale: Locale) => Promise<unknown>;

const metadata = Symbol('what a route edits');

/**
 * `If-Match` on an edit: it is done where the thing is still as its sender read it (by the `ETag` of the `GET`), else
 * refused. Edits of one thing come one by one, so that of two with the same tag the second is refused. Without the header
 * an edit is done in any case.
 *
 * @see RFC 9110, 13.1.1
 */
@Injectable()
export class IfMatchInterceptor implements NestInterceptor {
  /** The last edit of each thing that is being edited. */
  private static readonly turns = new Map<string, Promise<unknown>>();

  constructor(
    @Inject(REGISTRY) private readonly registry: Registry,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const edited = this.reflector.get<Edited>(metadata, context.getHandler());
    const address = addressSchema.parse(request.params);
    const turn = `${edited.name} ${JSON.stringify(address)}`;
    return from(
      this.inTurn(turn, async () => {
        await this.require(request, () => edited(this.registry, address, callerOf(request).locale));
        return lastValueFrom(next.handle(), { defaultValue: undefined });
      }),
    );
  }

  /** @throws AppError `request.stale`, and what reading the thing throws */
  private async require(request: Request, read: () => Promise<unknown>): Promise<void> {
    const header = request.get('if-match');
    if (header === undefined) return;
    const tags = tagsIn(header);
    if (tags === null) throw InvalidRequest.of('If-Match', 'expected the ETag of a GET, in its quotes, or *');
    const current = entityTagOf(await read());
    if (tags !== '*' && !tags.includes(current)) throw new AppError('request.stale', { path: request.path });
  }

  private async inTurn<T>(turn: string, work: () => Promise<T>): Promise<T> {
    const { turns } = IfMatchInterceptor;
    const before = turns.get(turn) ?? Promise.resolve();
    const mine = before.then(work, work);
    turns.set(turn, mine);
    try {
      return await mine;
    } finally {
      if (turns.get(turn) === mine) turns.delete(turn);
    }
  }
}

/**
 * A route that edits something which a `GET` gives. Stands above `@DoneOnce()`, so that a repeated request gets its first
 * answer even though that very request changed the thing.
 *
 * @param edited - one of {@link edits}, or a function like them
 */
export const Edits = (edited: Edited): MethodDecorator =>
  applyDecorators(
    SetMetadata(metadata, edited),
    UseInterceptors(IfMatchInterceptor),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'ETag of what is edited, as it was read; 412 where it changed since',
      schema: { type: 'string' },
    }),
  );

/** What routes edit. */
export const edits = {
  run: (registry, { id }, locale) => registry.runs.detail(id, locale),
  runTags: (registry, { id }) => registry.tags.get({ run: id }),
  dataset: (registry, { name }, locale) => registry.datasets.get(name, locale),
  datasetVersion: (registry, { name, version }, locale) => registry.datasets.version(name, version, locale),
  model: (registry, { name }) => registry.models.get(name),
  modelTags: (registry, { name }) => registry.tags.get({ model: name }),
  version: (registry, { name, version }) => registry.models.version(name, version),
  versionTags: (registry, { name, version }) => registry.tags.get({ model: name, version }),
  alias: (registry, { name, alias }) => registry.models.standingAlias(name, alias),
} as const satisfies Record<string, Edited>;
