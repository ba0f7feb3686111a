import { Body, Controller, Delete, Get, Header, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  createUserSchema,
  pageOf,
  pageQuerySchema,
  updateUserSchema,
  userLinkSchema,
  userSchema,
  userSessionsSchema,
  type CreateUser,
  type Page,
  type PageQuery,
  type UpdateUser,
  type UserLink,
  type UserSessions,
  type UserView,
} from '@millwright/contracts';
import { AsCaller, type Caller } from '../platform/caller.ts';
import { Answers, Fails } from '../platform/documented.ts';
import { Id, v1 } from '../platform/params.ts';
import { UsersService } from './users.service.ts';

@ApiTags('users')
@Controller(v1('users'))
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @Answers('People with an account, newest first', pageOf(userSchema))
  listUsers(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<Page<UserView>> {
    return this.users.list(query);
  }

  @Post()
  @Header('cache-control', 'no-store')
  @Answers('Makes an account; the link to choose a password with is shown this one time', userLinkSchema, 201)
  @Fails('user.taken')
  createUser(
    @Body({ schema: createUserSchema }) wish: CreateUser,
    @AsCaller() caller: Caller,
  ): Promise<UserLink> {
    return this.users.create(wish, caller);
  }

  @Get(':id')
  @Answers('A person', userSchema)
  @Fails('user.not-found')
  getUser(@Id() id: string): Promise<UserView> {
    return this.users.get(id);
  }

  @Patch(':id')
  @Answers('Changes name or roles, or shuts somebody out; what is left out stays', userSchema)
  @Fails('user.not-found', 'user.last-administrator')
  updateUser(
    @Id() id: string,
    @Body({ schema: updateUserSchema }) wish: UpdateUser,
    @AsCaller() caller: Caller,
  ): Promise<UserView> {
    return this.users.update(id, wish, caller);
  }

  @Delete(':id')
  @HttpCode(204)
  @Answers('Deletes an account; what the person did stays in the audit trail', null, 204)
  @Fails('user.not-found', 'user.last-administrator')
  deleteUser(@Id() id: string, @AsCaller() caller: Caller): Promise<void> {
    return this.users.delete(id, caller);
  }

  @Post(':id\\:link')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Answers('A new link to choose a password with; earlier ones do not count any more', userLinkSchema)
  @Fails('user.not-found')
  makeUserLink(@Id() id: string, @AsCaller() caller: Caller): Promise<UserLink> {
    return this.users.link(id, caller);
  }

  @Get(':id/sessions')
  @Answers('Browsers that a person is signed in with, newest first', userSessionsSchema)
  @Fails('user.not-found')
  listUserSessions(@Id() id: string): Promise<UserSessions> {
    return this.users.sessions(id);
  }

  @Delete(':id/sessions')
  @HttpCode(204)
  @Answers('Ends all sessions of a person', null, 204)
  @Fails('user.not-found')
  endUserSessions(@Id() id: string, @AsCaller() caller: Caller): Promise<void> {
    return this.users.endSessions(id, caller);
  }
}
