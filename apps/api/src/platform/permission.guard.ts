import {
  Injectable,
  RequestMethod,
  type CanActivate,
  type ExecutionContext,
  type OnModuleInit,
} from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { DiscoveryService } from '@nestjs/core';
import { AppError } from '@millwright/contracts';
import type { Request } from 'express';
import { principalOf } from './principal.ts';
import { routePermissions } from './route-permissions.ts';

type Callable = (...parameters: never[]) => unknown;

/** Lets a request through to a route where whoever sends it has the permission of its row; refuses without a row. */
@Injectable()
export class PermissionGuard implements CanActivate, OnModuleInit {
  constructor(private readonly discovery: DiscoveryService) {}

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

  canActivate(context: ExecutionContext): boolean {
    const route = routeOf(context.getClass(), context.getHandler());
    const needed = route === null ? undefined : routePermissions[route];
    if (needed === 'open') return true;
    const principal = principalOf(context.switchToHttp().getRequest<Request>());
    if (principal === undefined) throw new AppError('access.key', { received: '-' });
    if (needed !== undefined && principal.permissions.has(needed)) return true;
    const given = [...principal.permissions].join(', ') || '-';
    throw new AppError('access.scope', { needed: needed ?? '-', who: principal.name, given });
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
