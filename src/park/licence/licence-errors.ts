import { type Finding, InputError, NotFoundError, OperatorError } from '../../platform/core/index.js';
import type { Need } from './licence-need.js';

const ADD_MORE = {
  fr: 'Ajoutez des licences (etabli licence add), ou rendez celle d’un PC qui ne s’en sert plus (etabli licence release).',
  en: 'Add licences (etabli licence add), or release that of a PC that does not use it any more (etabli licence release).',
};

export function unknownPool({ pool, field }: Need): Finding {
  const expected = {
    fr: 'une réserve de licences qui existe (etabli licence list)',
    en: 'a pool of licences that exists (etabli licence list)',
  };
  return { field, found: pool, expected };
}

/** « 12 licences pour 20 PC » */
export function shortage({
  pool,
  field,
  missing,
  asked,
}: Need & { missing: number; asked: number }): Finding & { field: string } {
  const there = asked - missing;
  const expected = {
    fr: `une licence par PC : « ${pool} » en a ${there} pour ${asked} PC`,
    en: `one licence a PC: "${pool}" has ${there} for ${asked} PCs`,
  };
  return { field, found: `${there} / ${asked}`, expected };
}

export function drained(findings: (Finding & { field: string })[]): InputError {
  const words = (language: 'fr' | 'en') => findings.map(({ expected }) => expected[language]).join(' ; ');
  return new InputError(
    { fr: `il manque des licences : ${words('fr')}`, en: `licences are missing: ${words('en')}` },
    findings,
    { remedy: ADD_MORE },
  );
}

export function noLicence(pool: string): OperatorError {
  return new OperatorError(
    { fr: `plus aucune licence dans « ${pool} »`, en: `no licence is left in "${pool}"` },
    { remedy: ADD_MORE },
  );
}

export function noPool(pool: string): NotFoundError {
  return new NotFoundError(
    { fr: `aucune réserve de licences « ${pool} »`, en: `no pool of licences "${pool}"` },
    {
      remedy: {
        fr: 'etabli licence list les montre ; etabli licence add en crée une.',
        en: 'etabli licence list shows them; etabli licence add makes one.',
      },
    },
  );
}
