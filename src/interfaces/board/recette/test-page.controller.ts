import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../../platform/account/index.js';
import { NotFoundError } from '../../../platform/core/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { pageOf } from '../frame/reader.js';
import { keyRows } from './keys.js';
import { testWords } from './test-words.js';

/** The pages: the template of each, and what it may use of the PC besides its screen. */
const PAGES = {
  screen: { template: 'board/recette/test-screen.html' },
  keyboard: { template: 'board/recette/test-keyboard.html' },
  touchpad: { template: 'board/recette/test-touchpad.html' },
  webcam: { template: 'board/recette/test-webcam.html', uses: 'camera=(self), microphone=()' },
  sound: { template: 'board/recette/test-sound.html', uses: 'camera=(), microphone=(self)' },
} as const satisfies Record<string, { template: string; uses?: string }>;
type TestPage = keyof typeof PAGES;

/**
 * Tests that the PC itself runs in its browser, for the manual checks: static pages without a login. What they see and
 * hear stays on the PC.
 */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('test')
@Public()
export class TestPageController {
  @Get()
  list(@Req() request: Request, @Res() response: Response): void {
    const page = pageOf(request, '');
    const t = testWords(page.language);
    const pages = (Object.keys(PAGES) as TestPage[]).map((name) => ({
      href: `/test/${name}`,
      name: t[name],
    }));
    response
      .type('html')
      .send(renderTemplate('board/recette/tests.html', { ...page, t, title: t.title, pages }));
  }

  @Get(':name')
  page(@Param('name') name: string, @Req() request: Request, @Res() response: Response): void {
    if (!Object.hasOwn(PAGES, name))
      throw new NotFoundError({ fr: `aucun essai «\u00a0${name}\u00a0»`, en: `no test "${name}"` });
    const test = name as TestPage;
    const page = pageOf(request, '');
    const t = testWords(page.language);
    const { template, uses }: { template: string; uses?: string } = PAGES[test];
    if (uses !== undefined) response.setHeader('Permissions-Policy', uses);
    response.type('html').send(
      renderTemplate(template, {
        ...page,
        t,
        title: t[test],
        rows: test === 'keyboard' ? keyRows(page.language) : [],
      }),
    );
  }
}
