import {
  Inject,
  Injectable,
  RequestMethod,
  type CanActivate,
  type ExecutionContext,
  type OnModuleInit,
} from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { DiscoveryService } from '@nestjs/core';
import { AppError } from '@millwright/contracts';
import type { Registry } from '@millwright/registry';
import type { Request } from 'express';
import { principalOf } from './principal.ts';
import { personalRoutes, routePermissions } from './route-permissions.ts';
import { REGISTRY } from './tokens.ts';

type Callable = (...parameters: never[]) => unknown;

/** Lets a request through to a route where whoever sends it has the permission of its row; refuses without a row. */
@Injectable()
export class PermissionGuard implements CanActivate, OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    @Inject(REGISTRY) private readonly registry: Registry,
  ) {}

  /** @throws Error that names the routes without a row and the rows without a route */
  onModuleInit(): void {
    const routes = this.routes();
    const missing = routes.filter((route) => !(route in routePermissions));
    const stale = Object.keys(routePermissions).filter((route) => !routes.includes(route));
    if (missing.length + stale.length > 0)
      throw new Error(
        `route-permissions.ts: no row for ${missing.join(', ') || 'none'}; no route for ${stale.join(', ') || 'none'}`,
      );
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = routeOf(context.getClass(), context.getHandler());
    const needed = route === null ? undefined : routePermissions[route];
    if (needed === 'open') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const principal = principalOf(request);
    if (principal === undefined) throw new AppError('access.key', { received: '-' });
    if (needed === 'anybody') return true;
    if (needed !== undefined && principal.permissions.has(needed)) {
      if (route !== null && personalRoutes.has(route)) await this.note(principal.name, request.path);
      return true;
    }
    const given = [...principal.permissions].join(', ') || '-';
    const code = principal.signedIn ? 'access.role' : 'access.scope';
    throw new AppError(code, { needed: needed ?? '-', who: principal.name, given });
  }

  /** Before anything is shown, so that nothing is seen that is not on record. */
  private async note(by: string, path: string): Promise<void> {
    await this.registry.audit.append({ by, action: 'personal.read', subject: path, details: {} });
  }

  private routes(): string[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      const { prototype } = metatype as { prototype: Record<string, Callable> };
      return Object.getOwnPropertyNames(prototype)
        .map((name) => routeOf(metatype as Callable, prototype[name]))
        .filter((route) => route !== null);
    });
  }
}

/** `POST /api/v1/runs/:id:cancel`; null for a method that is no route. */
function routeOf(controller: object, handler: object): string | null {
  const own: unknown = Reflect.getMetadata(PATH_METADATA, handler);
  const method: unknown = Reflect.getMetadata(METHOD_METADATA, handler);
  if (typeof own !== 'string' || typeof method !== 'number') return null;
  const base = String(Reflect.getMetadata(PATH_METADATA, controller));
  const address = `/${base}/${own}`.replaceAll('\\', '').replace(/\/+/g, '/').replace(/\/$/, '');
  return `${RequestMethod[method]} ${address}`;
}
