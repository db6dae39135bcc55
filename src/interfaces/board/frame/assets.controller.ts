import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../../../platform/account/index.js';
import { NotFoundError } from '../../../platform/core/index.js';

const OWN = join(import.meta.dirname, '..', '..', '..', '..', 'templates', 'board');
const HTMX = dirname(createRequire(import.meta.url).resolve('htmx.org'));
const UPLOT = dirname(createRequire(import.meta.url).resolve('uplot'));
/** Everything else in the folder is a template. */
const SERVED = /\.(css|js|svg|png|wav)$/;

/** Files of packages that pages load, by their path below `/assets/`. */
const OF_PACKAGES: Record<string, string> = {
  'htmx/htmx.min.js': join(HTMX, 'htmx.min.js'),
  'htmx/hx-sse.min.js': join(HTMX, 'ext', 'hx-sse.min.js'),
  'uplot/uPlot.iife.min.js': join(UPLOT, 'uPlot.iife.min.js'),
  'uplot/uPlot.min.css': join(UPLOT, 'uPlot.min.css'),
};

/** The files that pages load; no other file is served. */
const FILES: Record<string, string> = { ...ownFiles(), ...OF_PACKAGES };

function ownFiles(): Record<string, string> {
  const found = readdirSync(OWN, { withFileTypes: true, recursive: true }).filter(({ name }) =>
    SERVED.test(name),
  );
  const paths = found.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(paths.map((path) => [path.slice(OWN.length + 1), path]));
}

/** The board's own files are `/assets/<subject>/<file>`, from `templates/board/<subject>`. */
@ApiExcludeController()
@Controller('assets')
@Public()
export class AssetsController {
  @Get(':folder/:file')
  file(@Param('folder') folder: string, @Param('file') name: string, @Res() response: Response): void {
    const asked = `${folder}/${name}`;
    const path = Object.hasOwn(FILES, asked) ? FILES[asked] : undefined;
    if (path === undefined) throw new NotFoundError({ fr: `aucun fichier ${asked}`, en: `no file ${asked}` });
    // Asked again at each page: after an update, an old script must not meet a new page.
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(path, { cacheControl: false, dotfiles: 'allow' });
  }
}
