import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import type { KnownAccount } from '../../../platform/account/index.js';
import type { Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import {
  type LotDraft,
  LotDrafts,
  Lots,
  type Scanned,
  writtenOf,
} from '../../../deployment/pipeline/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { pageNumber } from '../frame/paging.js';
import { pageOf, readerOf } from '../frame/reader.js';
import { wordsIn } from '../frame/words.js';
import { draftColumns, draftRows } from './draft.view.js';
import { draftSteps } from './draft-steps.js';
import { lotWords } from './words.js';

export const rowsQuery = z.object({
  page: pageNumber,
  only: z.enum(['wrong', 'all']).catch('all'),
});
export type RowsQuery = z.output<typeof rowsQuery>;

/** What the first page of a new lot says beside its fields. */
export interface PcsRefusal {
  /** What was pasted, and why it was not read. */
  text?: string;
  problem?: string;
  columnsProblem?: string;
  scanned?: Scanned;
}

/** The first page of a new lot, and its rows alone. */
@Injectable()
export class DraftPages {
  constructor(
    private readonly drafts: LotDrafts,
    private readonly lots: Lots,
  ) {}

  async pcs(
    account: KnownAccount,
    request: Request,
    query: RowsQuery,
    { text = '', problem = '', columnsProblem = '', scanned }: PcsRefusal = {},
  ): Promise<string> {
    const draft = await this.drafts.current(account);
    const page = pageOf(request, '', 'lots');
    const { language } = page;
    const t = lotWords(language);
    const file = draft && draftColumns(draft, language);
    return renderTemplate('board/lot/new-pcs.html', {
      ...page,
      t,
      title: t.newLot,
      steps: draftSteps('pcs', t),
      ...(await this.table(draft, query, language)),
      ...(file && { file: { ...file, isOpen: file.isOpen || columnsProblem !== '' } }),
      pasted: text,
      problem,
      columnsProblem,
      hasDraft: draft !== undefined,
      said: scanned ? saidOf(scanned, language) : '',
    });
  }

  async rows(account: KnownAccount, request: Request, query: RowsQuery, scanned?: Scanned): Promise<string> {
    const { language, csrf } = readerOf(request);
    const draft = await this.drafts.current(account);
    return renderTemplate('board/lot/draft-rows.html', {
      language,
      csrf,
      t: lotWords(language),
      w: wordsIn(language),
      ...(await this.table(draft, query, language)),
      said: scanned ? saidOf(scanned, language) : '',
    });
  }

  private async table(draft: LotDraft | undefined, { page, only }: RowsQuery, language: Language) {
    const t = lotWords(language);
    if (draft === undefined) return { table: undefined };
    const verdicts = await this.lots.check(writtenOf(draft.content));
    return { table: draftRows(draft, verdicts, { page, isOnlyWrong: only === 'wrong' }, t, language) };
  }
}

/** What became of a scan, in words that a screen reader speaks. */
function saidOf(scanned: Scanned, language: Language): string {
  if (scanned.kind === 'empty') return '';
  const { row, text } = scanned;
  return say(
    scanned.kind === 'added'
      ? { fr: `${text} ajouté, ligne ${row}`, en: `${text} added, row ${row}` }
      : {
          fr: `${text} est déjà à la ligne ${row}\u00a0: rien n’a été ajouté`,
          en: `${text} is already on row ${row}: nothing was added`,
        },
    language,
  );
}
