import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import type { Request } from 'express';
import { collapseSlashes } from '../boot/index.js';
import type { Config } from '../config/index.js';
import { AppModule } from './app.module.js';
import { mediaTypeRule, takesAnswerFile, takesMdmFile } from './media-type.js';
import { httpTiming } from './metrics/http-timing.js';
import { NestLog } from './nest-log.js';
import { OpenApiDocument } from './openapi.js';
import { plainHttpRule } from './plain-http.js';
import { ProblemFilter } from './problem.filter.js';
import { SchemaPipe } from './schema.pipe.js';
import { securityHeaders } from './security-headers.js';

/** The largest JSON, form or YAML that is read into memory; payloads and documents are streamed elsewhere. */
const BODY_LIMIT = '2mb';
/** As the lots say it themselves. */
const CSV_LIMIT = '5mb';
/** As much as the reading of XML takes, in bytes. */
const ANSWER_LIMIT = 10_000_000;

export interface AppOptions {
  /** Where a remote peer on plain HTTP is sent to; the port is known only once it is listened on. */
  secure: () => { httpsPort: number; fallbackHost: string };
}

/** Établi's HTTP application, initialised but not listening yet. The database at `url` is migrated. */
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
  app.useBodyParser('raw', {
    limit: ANSWER_LIMIT,
    type: (request) => takesAnswerFile(request as Request) || takesMdmFile(request as Request),
  });
  app.useBodyParser('json', { limit: BODY_LIMIT });
  app.useBodyParser('urlencoded', { limit: BODY_LIMIT, extended: false });
  app.useBodyParser('text', { limit: BODY_LIMIT, type: ['application/yaml', 'text/yaml'] });
  // Its bytes tell its encoding, and an Idempotency-Key which request it is.
  app.useBodyParser('raw', { limit: CSV_LIMIT, type: 'text/csv' });
  app.useGlobalPipes(new SchemaPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.get(OpenApiDocument).describe(app);
  await app.init();
  return app;
}
