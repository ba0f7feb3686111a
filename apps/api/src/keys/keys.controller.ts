import { Body, Controller, Delete, Get, Header, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  apiKeySchema,
  createKeySchema,
  newKeySchema,
  pageOf,
  pageQuerySchema,
  type ApiKeyView,
  type CreateKey,
  type NewKey,
  type Page,
  type PageQuery,
} from '@millwright/contracts';
import { AsCaller, type Caller } from '../platform/caller.ts';
import { Answers, Fails } from '../platform/documented.ts';
import { Id, v1 } from '../platform/params.ts';
import { KeysService } from './keys.service.ts';

@ApiTags('keys')
@Controller(v1('keys'))
export class KeysController {
  constructor(private readonly keys: KeysService) {}

  @Get()
  @Answers('Keys of service accounts, newest first, those that are over included', pageOf(apiKeySchema))
  listKeys(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<Page<ApiKeyView>> {
    return this.keys.list(query);
  }

  @Post()
  @Header('cache-control', 'no-store')
  @Answers('Makes a key for a service account; this is the only time that it is shown', newKeySchema, 201)
  createKey(
    @Body({ schema: createKeySchema }) request: CreateKey,
    @AsCaller() caller: Caller,
  ): Promise<NewKey> {
    return this.keys.create(request, caller);
  }

  @Delete(':id')
  @Answers('Revokes a key: the next request with it is refused', apiKeySchema)
  @Fails('access.key-not-found')
  revokeKey(@Id() id: string, @AsCaller() caller: Caller): Promise<ApiKeyView> {
    return this.keys.revoke(id, caller);
  }
}
