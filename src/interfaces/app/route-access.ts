import type { INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { accessOf } from '../../platform/account/index.js';

/** The metadata that @Get, @Post, @Sse… leave on a handler: its path. */
const ROUTE = 'path';

/** One handler of one controller, and who may call it: a role's name, `public`, `machine`, or nobody said. */
export interface DeclaredRoute {
  /** `LotController_create`, as the OpenAPI document names the operation. */
  operationId: string;
  access: string | undefined;
}

/** Every route of the application, from its controllers. */
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
