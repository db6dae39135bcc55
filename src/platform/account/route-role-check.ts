import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { PermanentError } from '../core/index.js';
import { accessOf } from './access.js';

/** The metadata key of @Get, @Post, @Sse…: the path. */
const ROUTE = 'path';

/** Stops start-up when a route declares no access. */
@Injectable()
export class RouteRoleCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Throws PermanentError that names every such route. */
  onApplicationBootstrap(): void {
    const open = this.discovery.getControllers().flatMap(({ metatype }) => this.undeclared(metatype));
    if (open.length === 0) return;
    const names = open.join(', ');
    throw new PermanentError({
      fr: `routes sans accès déclaré (@Roles, @Public ou @Machine) : ${names}`,
      en: `routes without a declared access (@Roles, @Public or @Machine): ${names}`,
    });
  }

  private undeclared(metatype: unknown): string[] {
    if (typeof metatype !== 'function') return [];
    const controller = metatype as new () => Record<string, object>;
    const prototype = controller.prototype as Record<string, object>;
    return this.scanner
      .getAllMethodNames(prototype)
      .filter((name) => prototype[name] !== undefined && Reflect.hasMetadata(ROUTE, prototype[name]))
      .filter((name) => accessOf(controller, prototype[name] as object) === undefined)
      .map((name) => `${controller.name}.${name}`);
  }
}
