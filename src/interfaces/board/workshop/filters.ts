import { z } from 'zod';
import { groupOf, isForAPerson, type Group, type Pc } from './pc.js';
import type { LotLine } from './workshop.store.js';

/** The parts of the workshop's page. */
export const SHOWN = ['hand', 'running', 'lots', 'ended'] as const;
export type Shown = (typeof SHOWN)[number];

const text = z
  .string()
  .trim()
  .max(100)
  .transform((given) => given || undefined)
  .optional()
  .catch(undefined);

/** The filters in the address of the page: `/?show=hand&lot=L-2026-0007&q=dupont`. What is not understood is left out. */
export const filtersSchema = z.object({
  show: z.enum(SHOWN).optional().catch(undefined),
  lot: text,
  customer: text,
  q: text,
});
export type Filters = z.output<typeof filtersSchema>;

const FIELDS = ['show', 'lot', 'customer', 'q'] as const;

/** `?show=hand&q=dupont`, or nothing: the same filters give the same text. */
export function queryOf(filters: Filters): string {
  const given = FIELDS.flatMap((field) => (filters[field] === undefined ? [] : [[field, filters[field]]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

export function shownPartOf(group: Group): Shown {
  if (isForAPerson(group)) return 'hand';
  if (group === 'armed') return 'lots';
  return group;
}

export function matches(pc: Pc, filters: Filters): boolean {
  if (!isOfPart(shownPartOf(groupOf(pc)), filters)) return false;
  if (filters.lot !== undefined && pc.lot?.number !== filters.lot) return false;
  if (filters.customer !== undefined && pc.lot?.customer !== filters.customer) return false;
  return contains([pc.name, pc.serial, pc.lot?.number, pc.lot?.customer], filters.q);
}

export function lotMatches(lot: LotLine, filters: Filters): boolean {
  if (!isOfPart('lots', filters)) return false;
  if (filters.lot !== undefined && lot.number !== filters.lot) return false;
  if (filters.customer !== undefined && lot.customer !== filters.customer) return false;
  return contains([lot.number, lot.customer], filters.q);
}

export function isOfPart(part: Shown, { show }: Filters): boolean {
  return show === undefined || show === part;
}

/** Whether one of the texts contains the words, whatever their case and accents. */
function contains(texts: (string | null | undefined)[], words: string | undefined): boolean {
  if (words === undefined) return true;
  const wanted = plain(words);
  return texts.some((one) => one != null && plain(one).includes(wanted));
}

function plain(given: string): string {
  return given
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}
