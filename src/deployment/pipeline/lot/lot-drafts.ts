import { Injectable } from '@nestjs/common';
import { type Actor, actorOf, type KnownAccount } from '../../../platform/account/index.js';
import { findingsOf } from '../../../documents/profile/index.js';
import { type Bilingual, ConflictError, type Finding, InputError } from '../../../platform/core/index.js';
import { DocumentThreads } from '../../../platform/threads/index.js';
import { normaliseMac } from '../../../park/machine/index.js';
import { type Column, COLUMNS } from './columns.js';
import {
  type Cells,
  type DraftContent,
  type DraftField,
  EMPTY_DRAFT,
  nextRow,
  writtenOf,
} from './draft-content.js';
import { LotColumnsStore } from './lot-columns.store.js';
import { LotDraftStore } from './lot-draft.store.js';
import { type LotOrder, lotOrderSchema } from './lot.schema.js';
import { type LotView, Lots } from './lots.service.js';
import type { Mapping } from './lot-table.js';
import { readSheet } from './read-sheet.js';
import { cleanCell, MOST_ROWS, tooMany } from './sheet.js';

export interface LotDraft {
  id: string;
  content: DraftContent;
}

/** What became of a scanned code. */
export type Scanned =
  | { kind: 'added'; row: number; text: string }
  | { kind: 'duplicate'; row: number; text: string }
  | { kind: 'empty' };

/** Lots that somebody prepares. Nothing of a draft is a lot, or touches a PC, before it is completed. */
@Injectable()
export class LotDrafts {
  constructor(
    private readonly store: LotDraftStore,
    private readonly columns: LotColumnsStore,
    private readonly lots: Lots,
    private readonly threads: DocumentThreads,
  ) {}

  /** The draft of the account; undefined when it prepares none. */
  async current(account: KnownAccount): Promise<LotDraft | undefined> {
    const row = await this.store.current(account.id);
    return row === null ? undefined : { id: row.id, content: { ...EMPTY_DRAFT, ...row.content } };
  }

  /** Takes the rows of a file, or of what was pasted, in place of those of the file before. Rejects with InputError. */
  async takeFile(account: KnownAccount, bytes: Buffer, source: string): Promise<void> {
    const sheet = await readSheet(bytes, this.threads.of(account.name));
    const mapping = await this.columns.mappingOf(sheet.headings);
    const isHeadless = mapping.every((column) => column === null) && sheet.headings.some(looksLikeMac);
    await this.change(account, (content) => ({
      ...content,
      source,
      sheet,
      isHeadless,
      mapping: isHeadless ? sheet.headings.map((cell) => (looksLikeMac(cell) ? 'mac' : null)) : mapping,
      edits: {},
      removed: [],
      added: [],
    }));
  }

  /** Adds a PC by the code that was scanned or typed, unless a row has it already. */
  async scan(account: KnownAccount, code: string): Promise<Scanned> {
    const text = cleanCell(code).slice(0, 200);
    if (text === '') return { kind: 'empty' };
    return this.store.change<Scanned>(account.id, (content) => {
      const rows = writtenOf(content).rows;
      const column = looksLikeMac(text) ? 'mac' : 'serial';
      const value = (cell = '') => (column === 'mac' ? (normaliseMac(cell) ?? cell) : cell).toUpperCase();
      const same = rows.find(({ cells }) => value(cells[column]) === value(text));
      if (same !== undefined) return { content, result: { kind: 'duplicate', row: same.row, text } };
      if (rows.length >= MOST_ROWS) throw tooMany(rows.length + 1, 0);
      const row = nextRow(content);
      const added = [...content.added, { row, cells: { [column]: text } }];
      return { content: { ...content, added }, result: { kind: 'added', row, text } };
    });
  }

  /** Changes cells: what is typed is kept as it is, whatever the verdict. */
  edit(account: KnownAccount, edits: Record<string, Cells>): Promise<void> {
    return this.change(account, (content) => {
      const next = { ...content.edits };
      const known = new Map(writtenOf(content).rows.map(({ row, cells }) => [String(row), cells]));
      for (const [row, cells] of Object.entries(edits)) {
        const before = known.get(row);
        if (before === undefined) continue;
        const changed = Object.entries(cells).filter(
          ([column, cell]) => COLUMNS.includes(column as Column) && cell !== (before[column as Column] ?? ''),
        );
        if (changed.length > 0) next[row] = { ...next[row], ...(Object.fromEntries(changed) as Cells) };
      }
      return { ...content, edits: next };
    });
  }

  /** Leaves rows out, or takes them in again. */
  leaveOut(account: KnownAccount, rows: readonly number[], isOut: boolean): Promise<void> {
    return this.change(account, (content) => ({
      ...content,
      removed: [...content.removed.filter((row) => !rows.includes(row)), ...(isOut ? rows : [])],
    }));
  }

  /** Says what each column is; remembered for files with the same headings. */
  async map(account: KnownAccount, mapping: Mapping, isHeadless: boolean): Promise<void> {
    const twice = mapping.find((column, index) => column !== null && mapping.indexOf(column) !== index);
    if (twice !== undefined) throw mappedTwice();
    const headings = await this.store.change(account.id, (content) => {
      const width = content.sheet?.headings.length ?? 0;
      const whole = Array.from({ length: width }, (_, index) => mapping[index] ?? null);
      return { content: { ...content, mapping: whole, isHeadless }, result: content.sheet?.headings ?? [] };
    });
    if (!isHeadless) await this.columns.remember(headings, mapping, account.name);
  }

  fill(account: KnownAccount, fields: Partial<Record<DraftField, string>>): Promise<void> {
    return this.change(account, (content) => ({ ...content, fields: { ...content.fields, ...fields } }));
  }

  async discard(account: KnownAccount): Promise<void> {
    await this.store.discard(account.id);
  }

  /** Makes the lot of a draft, once: whoever sends it twice gets the same lot. Rejects with InputError. */
  async complete(account: KnownAccount, id: string): Promise<LotView> {
    const actor: Actor = actorOf(account);
    return this.lots.createOnce(actor, async (manager) => {
      const draft = await this.store.lock(manager, id, account.id);
      if (draft === null) throw noSuchDraft();
      if (draft.lotId !== null) return { lotId: draft.lotId };
      const content = { ...EMPTY_DRAFT, ...draft.content };
      return {
        order: orderOf(content),
        written: writtenOf(content),
        made: (lotId: string) => this.store.finish(manager, id, lotId),
      };
    });
  }

  private change(account: KnownAccount, change: (content: DraftContent) => DraftContent): Promise<void> {
    return this.store.change(account.id, (content) => ({
      content: change({ ...EMPTY_DRAFT, ...content }),
      result: undefined,
    }));
  }
}

/** What the fields of a draft order. Throws InputError, whose findings name the fields. */
export function orderOf({ fields }: DraftContent): LotOrder {
  const { findings, order } = checkedFields(fields);
  if (order !== undefined) return order;
  const names = findings.map(({ field }) => (typeof field === 'string' ? field : field.fr)).join(', ');
  throw new InputError({ fr: `À corriger : ${names}.`, en: `To correct: ${names}.` }, findings);
}

/** The order of these fields, or what is wrong with each. */
export function checkedFields(fields: DraftContent['fields']): { order?: LotOrder; findings: Finding[] } {
  const given = { customer: '', profile: '', ...fields };
  const result = lotOrderSchema.safeParse(given);
  return result.success
    ? { order: result.data, findings: [] }
    : { findings: findingsOf(result.error, given) };
}

function looksLikeMac(cell: string): boolean {
  return /[:.-]/.test(cell) && normaliseMac(cell) !== undefined;
}

function mappedTwice(): InputError {
  const expected: Bilingual = {
    fr: 'un seul titre pour chaque sorte de valeur',
    en: 'one heading only for each kind of value',
  };
  return new InputError({ fr: `colonnes : attendu ${expected.fr}`, en: `columns: expected ${expected.en}` }, [
    { field: { fr: 'colonnes', en: 'columns' }, found: undefined, expected },
  ]);
}

function noSuchDraft(): ConflictError {
  return new ConflictError({
    fr: 'ce brouillon de lot n’existe plus',
    en: 'this draft of a lot no longer exists',
  });
}
