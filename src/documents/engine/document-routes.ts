import { Body, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiNotFoundResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Request } from 'express';
import type { z } from 'zod';
import { CurrentAccount, type KnownAccount, mustNotBeKept, Roles } from '../../platform/account/index.js';
import { InputError } from '../../platform/core/index.js';
import { DocumentThreads } from '../../platform/threads/index.js';
import { DocumentFiles } from './document-files.service.js';
import type { DocumentOrder } from './document.schema.js';
import type { DocumentFamily } from './family.js';
import type { Rendered } from './rendering.js';

interface Documented {
  summary: string;
  description: string;
}

/** What the routes of a family are and say. */
export interface DocumentRoutes {
  /** `api/answer` */
  path: string;
  render: Documented & { order: z.ZodType; answer: z.ZodType; notFound: string };
  check: Documented & { query: z.ZodType; answer: z.ZodType };
  /** The media types that a file may be sent as; its bytes tell what it is. */
  fileTypes: readonly string[];
}

/** The body of a request that is a file as it is. */
export function ApiFileBody(fileTypes: readonly string[]): MethodDecorator {
  const decorators = [
    ApiConsumes(...fileTypes),
    ApiBody({
      required: true,
      description: 'The file as it is, 10 MB at most',
      schema: { type: 'string', format: 'binary' },
    }),
  ];
  return (target, key, descriptor) => {
    for (const decorate of decorators) decorate(target, key, descriptor);
  };
}

/** The controller that all families share: rendering and checking. */
export function documentController<Choice extends object, File, CheckOptions>(routes: DocumentRoutes) {
  const { path, render, check, fileTypes } = routes;

  abstract class DocumentController {
    constructor(
      protected readonly family: DocumentFamily<Choice, File, CheckOptions>,
      protected readonly documents: DocumentFiles,
      protected readonly threads: DocumentThreads,
    ) {}

    @Post(`${path}/render`)
    @HttpCode(200)
    @Roles('technician')
    @ApiOperation({ summary: render.summary, description: render.description })
    @ApiOkResponse({ standardSchema: render.answer })
    @ApiNotFoundResponse({ description: render.notFound })
    async render(
      @Body({ schema: render.order }) order: DocumentOrder & Choice,
      @Req() request: Request,
      @CurrentAccount() account: KnownAccount,
    ) {
      if (order.reveal) mustNotBeKept(request);
      return this.answered(await this.documents.render(this.family, order, account));
    }

    @Post(`${path}/check`)
    @HttpCode(200)
    @Roles('viewer')
    @ApiOperation({ summary: check.summary, description: check.description })
    @ApiFileBody(fileTypes)
    @ApiOkResponse({ standardSchema: check.answer })
    check(
      @Body() body: unknown,
      @Query({ schema: check.query }) query: CheckOptions,
      @CurrentAccount() { name }: KnownAccount,
    ) {
      return this.family.check(this.threads.of(name), fileIn(body), query);
    }

    /** The files as JSON holds them. */
    protected answered(rendered: Rendered<File>): unknown {
      return rendered;
    }
  }
  return DocumentController;
}

/** The file that a request sent. Throws InputError when there is none. */
export function fileIn(body: unknown): Buffer {
  if (Buffer.isBuffer(body) && body.length > 0) return body;
  const expected = {
    fr: 'le fichier tel quel, comme contenu de la demande',
    en: 'the file as it is, as the body of the request',
  };
  const text = { fr: 'il n’y a pas de fichier', en: 'there is no file' };
  throw new InputError(text, [{ field: '(document)', found: undefined, expected }]);
}
