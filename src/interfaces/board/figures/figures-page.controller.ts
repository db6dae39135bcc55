import { Controller, Get, Header, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  dayAfter,
  FIGURE_TABLES,
  Figures,
  figuresCsv,
  figuresQuerySchema,
  OF_A_DOCUMENT,
  type FiguresDto,
  type FigureTable,
} from '../../../deployment/figures/index.js';
import { Roles } from '../../../platform/account/index.js';
import { InputError, NotFoundError, WITHOUT_HAND, type Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { A_DAY, fieldProblems } from '../frame/field-problems.js';
import { numberText } from '../frame/numbers.js';
import { moreOf } from '../frame/paging.js';
import { languageOfReader, pageOf } from '../frame/reader.js';
import { figureSections, shareText, type FigureSection } from './figure-tables.js';
import { figuresWords } from './words.js';

/** What was typed, whatever it is: the page shows it again beside what is wrong. */
const typed = z.object({
  from: z.string().max(40).catch(''),
  to: z.string().max(40).catch(''),
  customer: z.string().max(300).catch(''),
});
type Typed = z.output<typeof typed>;

const PRESETS = [
  { days: 7, name: { fr: '7 jours', en: '7 days' } },
  { days: 30, name: { fr: '30 jours', en: '30 days' } },
  { days: 90, name: { fr: '3 mois', en: '3 months' } },
  { days: 365, name: { fr: '1 an', en: '1 year' } },
];

/** What a workshop's head looks at. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('figures')
@Roles('viewer')
export class FiguresPageController {
  constructor(private readonly figures: Figures) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async show(@Query({ schema: typed }) given: Typed, @Req() request: Request): Promise<string> {
    const page = pageOf(request, '', 'figures');
    const t = figuresWords(page.language);
    const { figures, problems } = await this.read(given, page.language);
    // The customers and the usual periods are there beside a wrong field too.
    const usual = figures ?? (await this.figures.read({}));
    return renderTemplate('board/figures/figures.html', {
      ...page,
      title: t.title,
      t,
      ...given,
      ...(figures && { from: figures.from, to: figures.to }),
      problems,
      customers: usual.customers.map((name) => ({ name, chosen: name === given.customer })),
      presets: presetsOf(usual, given.customer, page.language),
      ...(figures && { shown: shownOf(figures, given.customer, page.language) }),
    });
  }

  @Get(':table.csv')
  async csv(
    @Param('table') table: string,
    @Query({ schema: figuresQuerySchema }) query: z.output<typeof figuresQuerySchema>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const known = FIGURE_TABLES.find((name) => name === table);
    if (known === undefined) throw noTable(table);
    const figures = await this.figures.read(query, OF_A_DOCUMENT);
    response.type('text/csv; charset=utf-8').setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Disposition', `attachment; filename="${fileName(figures, known)}.csv"`);
    response.send(figuresCsv(figures, known, languageOfReader(request)));
  }

  /** The figures, or what is wrong with the fields. */
  private async read(
    given: Typed,
    language: Language,
  ): Promise<{ figures?: FiguresDto; problems: Record<string, string> }> {
    const filled = Object.fromEntries(Object.entries(given).filter(([, text]) => text !== ''));
    const query = figuresQuerySchema.safeParse(filled);
    if (!query.success) {
      const wrong = query.error.issues.map(({ path }) => [String(path[0]), say(A_DAY, language)]);
      return { problems: Object.fromEntries(wrong) as Record<string, string> };
    }
    try {
      return { figures: await this.figures.read(query.data), problems: {} };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { problems: fieldProblems(error.findings, language) };
    }
  }
}

function presetsOf({ from, to }: FiguresDto, customer: string, language: Language) {
  return PRESETS.map(({ days, name }) => {
    const first = dayAfter(to, 1 - days);
    const address = new URLSearchParams({ from: first, to, ...(customer !== '' && { customer }) });
    return { href: `/figures?${address.toString()}`, name: say(name, language), current: first === from };
  });
}

function shownOf(figures: FiguresDto, customer: string, language: Language) {
  const { totals, from, to, notCounted } = figures;
  const address = new URLSearchParams({ from, to, ...(customer !== '' && { customer }) }).toString();
  const sections = figureSections(figures, language);
  return {
    certified: numberText(totals.certified, language),
    failed: numberText(totals.failed, language),
    cancelled: numberText(totals.cancelled, language),
    share: shareText(totals.withoutHand, totals.certified, language),
    definition: say(WITHOUT_HAND, language),
    ...(notCounted > 0 && { notCounted: notCountedText(notCounted, language) }),
    sections: sections.map((section) => sectionView(section, figures, address, language)),
  };
}

function sectionView(section: FigureSection, figures: FiguresDto, address: string, language: Language) {
  const { id, title, explained, nothing, plot, head, rows, total } = section;
  const t = figuresWords(language);
  const more = moreOf(rows.length, total, language);
  return {
    id,
    title: say(title, language),
    ...(explained && { explained: say(explained, language) }),
    nothing: say(nothing, language),
    isEmpty: rows.length === 0,
    plot: JSON.stringify({ ...plot, title: say(title, language) }),
    file: fileName(figures, id),
    csv: `/figures/${id}.csv?${address}`,
    head: head.map((text) => say(text, language)),
    rows: rows.map(([heading = '', ...cells]) => ({ heading, cells })),
    ...(more && { more: `${more.text} ; ${t.allInCsv}` }),
  };
}

function fileName({ from, to }: FiguresDto, table: FigureTable): string {
  return `etabli-${table}-${from}-${to}`;
}

function notCountedText(count: number, language: Language): string {
  const text = {
    fr: `${numberText(count, 'fr')} déploiements terminés ne sont pas encore comptés : rechargez la page.`,
    en: `${numberText(count, 'en')} deployments that ended are not counted yet: reload the page.`,
  };
  return say(text, language);
}

function noTable(table: string): NotFoundError {
  return new NotFoundError({ fr: `aucun tableau ${table}`, en: `no table ${table}` });
}
