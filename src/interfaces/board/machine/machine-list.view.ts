import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  MACHINE_FILTERS,
  MACHINE_SORTS,
  MachineListStore,
  type ListedMachine,
  type MachineFilter,
  type MachineSort,
} from '../../../deployment/pipeline/index.js';
import { outcomeOf, type Bilingual, type Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { momentOf } from '../frame/moment.js';
import { numberText } from '../frame/numbers.js';
import { pageNumber, pagesOf, searchedText } from '../frame/paging.js';

const PAGE_SIZE = 50;

/** What is not understood is left out: an address that somebody cut is still a page. */
export const listQuery = z.object({
  q: searchedText,
  state: z.enum(MACHINE_FILTERS).optional().catch(undefined),
  sort: z.enum(MACHINE_SORTS).catch('seen'),
  order: z.enum(['up', 'down']).optional().catch(undefined),
  page: pageNumber,
});
export type ListQuery = z.output<typeof listQuery>;

const FILTER_NAMES: Record<MachineFilter, Bilingual> = {
  active: { fr: 'Armées ou en cours', en: 'Armed or in progress' },
  failed: { fr: 'En échec', en: 'Failed' },
  ready: { fr: 'Certifiées', en: 'Certified' },
  none: { fr: 'Sans déploiement', en: 'Without a deployment' },
};
const COLUMNS: Record<MachineSort, Bilingual> = {
  name: { fr: 'Nom', en: 'Name' },
  serial: { fr: 'N° de série', en: 'Serial number' },
  model: { fr: 'Modèle', en: 'Model' },
  state: { fr: 'État', en: 'State' },
  seen: { fr: 'Vue', en: 'Seen' },
};

/** The machines as a table: searched, filtered, sorted, in pages. */
@Injectable()
export class MachineListView {
  constructor(private readonly store: MachineListStore) {}

  async of(query: ListQuery, language: Language) {
    const { q, state, sort, page } = query;
    const descending = isDescending(query);
    const question = { ...(q !== '' && { search: q }), filter: state, sort, descending };
    const found = await this.store.page(question, { page, pageSize: PAGE_SIZE });
    const number = numberText(found.total, language);
    const total = {
      fr: found.total === 1 ? '1 machine' : `${number} machines`,
      en: found.total === 1 ? '1 machine' : `${number} machines`,
    };
    return {
      q,
      state: state ?? '',
      sort,
      order: descending ? 'down' : 'up',
      total: say(total, language),
      isNarrowed: q !== '' || state !== undefined,
      filters: MACHINE_FILTERS.map((name) => ({
        name,
        title: say(FILTER_NAMES[name], language),
        isChosen: name === state,
      })),
      columns: MACHINE_SORTS.map((name) => columnView(name, query, language)),
      machines: found.items.map((machine) => rowView(machine, language)),
      pages: pagesOf(addressOf(query), page, Math.ceil(found.total / PAGE_SIZE)),
    };
  }
}

/** The latest first; everything else from A on. */
function isDescending({ sort, order }: Pick<ListQuery, 'sort' | 'order'>): boolean {
  return order === undefined ? sort === 'seen' : order === 'down';
}

/** Of the list as it is, up to the number of the page. */
function addressOf({ q, state, sort, order }: Omit<ListQuery, 'page'>): string {
  const rest = new URLSearchParams({
    ...(q !== '' && { q }),
    ...(state && { state }),
    sort,
    ...(order && { order }),
  });
  return `/machines?${rest.toString()}&page=`;
}

/** Its link sorts by it, or the other way round. */
function columnView(name: MachineSort, query: ListQuery, language: Language) {
  const isSorted = query.sort === name;
  const order = isSorted && !isDescending(query) ? 'down' : isSorted ? 'up' : undefined;
  return {
    title: say(COLUMNS[name], language),
    href: `${addressOf({ ...query, sort: name, order })}1`,
    ...(isSorted && { sorted: isDescending(query) ? 'descending' : 'ascending' }),
  };
}

function rowView(machine: ListedMachine, language: Language) {
  const { id, serial, model, macs, seenAt, state, closedAt, certificate, hostname, user, lotId, lotNumber } =
    machine;
  const outcome = state === null ? undefined : outcomeOf({ state, certificate, closedAt });
  return {
    href: `/machines/${id}`,
    name: hostname ?? serial ?? macs[0] ?? model ?? id,
    serial: serial ?? '–',
    model: model ?? '–',
    macs: macs.join(' '),
    ...(user && { user }),
    ...(lotId && { lot: { id: lotId, number: lotNumber ?? '' } }),
    ...(outcome && { outcome: { look: outcome.look, name: say(outcome.name, language) } }),
    at: momentOf(seenAt, language),
  };
}
