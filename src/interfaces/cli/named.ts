import type { FindResult, Found } from '../../deployment/pipeline/index.js';
import { ConflictError, NotFoundError, outcomeOf, type Bilingual } from '../../platform/core/index.js';
import type { ApiClient } from './api-client.js';

type FoundKind = Found['kind'];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const WORDS: Record<FoundKind, { none: (given: string) => Bilingual; where: Bilingual }> = {
  machine: {
    none: (given) => ({
      fr: `Aucune machine ne s’appelle « ${given} ».`,
      en: `No machine is called "${given}".`,
    }),
    where: {
      fr: 'Donnez son nom, son numéro de série, sa MAC ou son numéro d’inventaire : etabli machine list',
      en: 'Give its name, serial number, MAC or inventory number: etabli machine list',
    },
  },
  deployment: {
    none: (given) => ({
      fr: `Aucun déploiement d’un PC « ${given} ».`,
      en: `There is no deployment of a PC "${given}".`,
    }),
    where: {
      fr: 'Donnez le nom du PC, son numéro de série, sa MAC ou son numéro d’inventaire : etabli deployment list',
      en: 'Give the name of the PC, its serial number, MAC or inventory number: etabli deployment list',
    },
  },
  lot: {
    none: (given) => ({ fr: `Il n’y a pas de lot ${given}.`, en: `There is no lot ${given}.` }),
    where: { fr: 'Les lots : etabli lot list', en: 'The lots: etabli lot list' },
  },
};

export function isId(text: string): boolean {
  return UUID.test(text);
}

/**
 * The id of what a person calls by a name, a serial number, a MAC or a number. Throws NotFoundError with what resembles
 * it, and ConflictError with the candidates when several are called so.
 */
export async function idNamed(api: ApiClient, kind: FoundKind, given: string): Promise<string> {
  if (isId(given)) return given;
  const { items, total, similar } = await api.get<FindResult>('/api/find', { q: given, kind });
  if (total === 1 && items[0]) return items[0].id;
  if (total > 1) throw ambiguous(given, items, total);
  throw new NotFoundError(WORDS[kind].none(given), { remedy: remedyOf(kind, similar) });
}

/** The id of a machine. */
export function machineNamed(api: ApiClient, given: string): Promise<string> {
  return idNamed(api, 'machine', given);
}

/** The id of the deployment of a PC: the one under way, otherwise the latest one. */
export function deploymentNamed(api: ApiClient, given: string): Promise<string> {
  return idNamed(api, 'deployment', given);
}

function remedyOf(kind: FoundKind, similar: Found[]): Bilingual {
  if (similar.length === 0) return WORDS[kind].where;
  const names = similar.map(titleOf);
  return {
    fr: `Vouliez-vous dire : ${names.map(({ fr }) => fr).join(' ; ')} ?`,
    en: `Did you mean: ${names.map(({ en }) => en).join('; ')}?`,
  };
}

function ambiguous(given: string, items: Found[], total: number): ConflictError {
  return several(
    given,
    total,
    items.map((one) => ({ title: titleOf(one), id: one.id })),
  );
}

/** Things that have this name, to be told apart by their id. */
export function severalCalled(given: string, items: { id: string; name: string }[]): ConflictError {
  const rows = items.map(({ id, name }) => ({ title: { fr: name, en: name }, id }));
  return several(given, items.length, rows);
}

function several(given: string, total: number, shown: { title: Bilingual; id: string }[]): ConflictError {
  const more = total - shown.length;
  const rest: Bilingual = { fr: `\n  … et ${more} autres`, en: `\n  … and ${more} more` };
  const listed = (language: keyof Bilingual) =>
    shown.map(({ title, id }) => `\n  ${title[language]}  ${id}`).join('') + (more > 0 ? rest[language] : '');
  return new ConflictError(
    {
      fr: `« ${given} » désigne ${total} choses :${listed('fr')}`,
      en: `"${given}" means ${total} things:${listed('en')}`,
    },
    {
      remedy: {
        fr: 'Donnez l’identifiant au bout de la ligne (ou le numéro de série d’un PC).',
        en: 'Give the id at the end of the line (or the serial number of a PC).',
      },
    },
  );
}

/** `PC-042 (SN-1, certified)`. */
function titleOf({ name, serial, customer, state }: Found): Bilingual {
  const outcome = state && outcomeOf({ state }).name;
  const text = (language: 'fr' | 'en') => {
    const more = [serial === name ? undefined : serial, customer, outcome?.[language]].filter(Boolean);
    return more.length === 0 ? name : `${name} (${more.join(', ')})`;
  };
  return { fr: text('fr'), en: text('en') };
}
