import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import { collapseSlashes } from '../../deployment/boot/index.js';
import type { Config } from '../../platform/config/index.js';
import { AppModule } from './app.module.js';
import { mediaTypeRule } from './media-type.js';
import { httpTiming } from './metrics/http-timing.js';
import { NestLog } from './nest-log.js';
import { OpenApiDocument } from './openapi.js';
import { plainHttpRule } from './plain-http.js';
import { ProblemFilter } from './problem.filter.js';
import { SchemaPipe } from './schema.pipe.js';
import { securityHeaders } from './security-headers.js';

export interface AppOptions {
  /** Target of the redirection from HTTP to HTTPS. A function, as the port is known only after listening. */
  secure: () => { httpsPort: number; fallbackHost: string };
}

/** The HTTP application, initialised but not listening. The database at `url` is already migrated. */
export async function createApp(
  config: Config,
  url: string,
  options: AppOptions,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config, url), {
    bodyParser: false,
    logger: new NestLog(),
    abortOnError: false,
  });
  app.disable('x-powered-by');
  app.use(collapseSlashes);
  app.use(httpTiming());
  app.use(plainHttpRule(options.secure));
  app.use(securityHeaders());
  app.use(cookieParser());
  app.use(mediaTypeRule());
  app.useGlobalPipes(new SchemaPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.get(OpenApiDocument).describe(app);
  await app.init();
  return app;
}
