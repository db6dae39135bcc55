import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../../platform/account/index.js';
import { NotFoundError } from '../../platform/core/index.js';

const OWN = join(import.meta.dirname, '..', '..', '..', 'templates', 'board');
const HTMX = dirname(createRequire(import.meta.url).resolve('htmx.org'));

/** The files that pages load; no other file is served. */
const FILES: Record<string, string> = {
  'board.css': join(OWN, 'board.css'),
  'board.js': join(OWN, 'board.js'),
  'confirm.js': join(OWN, 'confirm.js'),
  'favicon.svg': join(OWN, 'favicon.svg'),
  'htmx.min.js': join(HTMX, 'htmx.min.js'),
  'hx-sse.min.js': join(HTMX, 'ext', 'hx-sse.min.js'),
};

@ApiExcludeController()
@Controller('assets')
@Public()
export class AssetsController {
  @Get(':file')
  file(@Param('file') name: string, @Res() response: Response): void {
    const path = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
    if (path === undefined) throw new NotFoundError({ fr: `aucun fichier ${name}`, en: `no file ${name}` });
    response.sendFile(path, { maxAge: '1h', dotfiles: 'allow' });
  }
}
