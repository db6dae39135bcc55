import type { INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { accessOf } from '../../platform/account/index.js';

/** The metadata key under which @Get, @Post, @Sse… store the path of a handler. */
const ROUTE = 'path';

/** A route and who may call it: the name of a role, `public`, `machine`, or undefined if not declared. */
export interface DeclaredRoute {
  /** `LotController_create`, as the OpenAPI document names the operation. */
  operationId: string;
  access: string | undefined;
}

/** All routes of the application. */
export function declaredRoutes(app: INestApplicationContext): DeclaredRoute[] {
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const controller = metatype as new () => Record<string, object>;
      const prototype = controller.prototype as Record<string, object>;
      return scanner
        .getAllMethodNames(prototype)
        .filter((name) => prototype[name] !== undefined && Reflect.hasMetadata(ROUTE, prototype[name]))
        .map((name) => {
          const access = accessOf(controller, prototype[name] as object);
          return {
            operationId: `${controller.name}_${name}`,
            access: access?.kind === 'role' ? access.role : access?.kind,
          };
        });
    });
}
