import { Controller, Get, Header, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Audit, type AuditEntry, type AuditFilter, Roles } from '../../../platform/account/index.js';
import { InputError, type Bilingual, type Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { allSettings } from '../../../platform/settings/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { A_DAY } from '../frame/field-problems.js';
import { momentOf } from '../frame/moment.js';
import { pagesOf } from '../frame/paging.js';
import { languageOfReader } from '../frame/reader.js';
import { administrationPage } from './administration-page.js';
import { auditCsv } from './audit-csv.js';
import { actName, actsNamed, SUBJECT_NAMES } from './audit-words.js';

const PAGE_SIZE = 50;
/** A spreadsheet opens so many; what is beyond is said in its last line. */
const MOST_IN_CSV = 50_000;
const CSV_PAGE = 1_000;
const KINDS = ['account', 'machine', 'system'] as const;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const text = z.string().trim().max(200).catch('');

const filterQuery = z.object({
  search: text,
  who: text,
  kind: z.enum(['', ...KINDS]).catch(''),
  about: text,
  from: text,
  to: text,
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
type Typed = z.output<typeof filterQuery>;

const KIND_NAMES: Record<(typeof KINDS)[number], Bilingual> = {
  account: { fr: 'personne', en: 'person' },
  machine: { fr: 'PC', en: 'PC' },
  system: { fr: 'Établi', en: 'Établi' },
};

/** The audit log: who did what, to what, when. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('administration/audit')
@Roles('administrator')
export class AuditPageController {
  constructor(private readonly audit: Audit) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async show(@Query({ schema: filterQuery }) given: Typed, @Req() request: Request): Promise<string> {
    const view = administrationPage(request, 'audit');
    const problems = problemsOf(given, view.language);
    const filter = filterOf(given, view.language);
    const none = { items: [], total: 0 };
    const { items, total } =
      Object.keys(problems).length > 0
        ? none
        : await this.audit.list(filter, { page: given.page, pageSize: PAGE_SIZE });
    const query = queryOf(given);
    return renderTemplate('board/administration/audit.html', {
      ...view,
      form: given,
      problems,
      total,
      entries: items.map((entry) => entryView(entry, view.language)),
      kinds: KINDS.map((value) => ({
        value,
        name: say(KIND_NAMES[value], view.language),
        chosen: value === given.kind,
      })),
      subjects: Object.entries(SUBJECT_NAMES).map(([value, name]) => ({
        value,
        name: say(name, view.language),
        chosen: value === given.about,
      })),
      csv: `/administration/audit/audit.csv?${query}`,
      pages: pagesOf(`/administration/audit?${query}&page=`, given.page, Math.ceil(total / PAGE_SIZE)),
    });
  }

  @Get('audit.csv')
  async csv(
    @Query({ schema: filterQuery }) given: Typed,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const language = languageOfReader(request);
    const [field] = Object.keys(problemsOf(given, language));
    if (field !== undefined) throw notADay(field, given[field as 'from' | 'to']);
    const filter = filterOf(given, language);
    const entries: AuditEntry[] = [];
    let total = 0;
    for (let page = 1; page === 1 || (entries.length < total && entries.length < MOST_IN_CSV); page += 1) {
      const found = await this.audit.list(filter, { page, pageSize: CSV_PAGE });
      total = found.total;
      if (found.items.length === 0) break;
      entries.push(...found.items);
    }
    response.type('text/csv; charset=utf-8').setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Disposition', 'attachment; filename="etabli-audit.csv"');
    response.send(auditCsv(entries, total, language));
  }
}

function filterOf({ search, who, kind, about, from, to }: Typed, language: Language): AuditFilter {
  const [since, until] = [dayStart(from), dayStart(to, 1)];
  return {
    ...(search !== '' && { search, titled: actsNamed(search, language) }),
    ...(who !== '' && { actorName: who }),
    ...(kind !== '' && { actorKind: kind }),
    ...(about !== '' && { subjectKind: about }),
    ...(since && { since }),
    ...(until && { until }),
  };
}

/** Midnight of the server’s clock on that day, or so many days later; undefined for no day. */
function dayStart(day: string, later = 0): Date | undefined {
  if (!z.iso.date().safeParse(day).success) return undefined;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later);
}

function problemsOf({ from, to }: Typed, language: Language): Record<string, string> {
  const wrong = say(A_DAY, language);
  const isWrong = (day: string) => day !== '' && dayStart(day) === undefined;
  return { ...(isWrong(from) && { from: wrong }), ...(isWrong(to) && { to: wrong }) };
}

function notADay(field: string, found: string): InputError {
  return new InputError(A_DAY, [{ field, found, expected: { fr: '2026-11-29', en: '2026-11-29' } }]);
}

function queryOf({ page: _, ...given }: Typed): string {
  return new URLSearchParams(Object.entries(given).filter(([, value]) => value !== '')).toString();
}

function entryView(entry: AuditEntry, language: Language) {
  const { at, actorKind, actorName, action, data, address } = entry;
  const path = pathOf(entry);
  const kind = say(KIND_NAMES[actorKind], language);
  return {
    at: momentOf(at, language),
    who: actorName,
    kind: kind === actorName ? '' : kind,
    what: say(actName(action), language),
    about: aboutOf(entry, language),
    ...(path !== undefined && { path }),
    address: address ?? '',
    ...(Object.keys(data).length > 0 && { details: JSON.stringify(data, null, 1).slice(0, 4_000) }),
  };
}

function pathOf({ subjectKind, subjectId }: AuditEntry): string | undefined {
  const hasPage = ['deployment', 'machine', 'lot'].includes(subjectKind) && UUID.test(subjectId);
  return hasPage ? `/${subjectKind}s/${subjectId}` : undefined;
}

/** What the entry is about, by its name where the entry tells one. */
function aboutOf(
  { subjectKind, subjectId, actorId, actorName, data }: AuditEntry,
  language: Language,
): string {
  const told = [data['name'], data['number']].find((value) => typeof value === 'string');
  if (typeof told === 'string') return told;
  if (subjectId === actorId) return actorName;
  if (subjectKind === 'setting') {
    const title = allSettings().find(({ name }) => name === subjectId)?.title;
    return title ? say(title, language) : '';
  }
  if (subjectKind === 'boot-service') return '';
  return subjectId.slice(0, 60);
}
