import { PermanentError, type Bilingual } from '../../platform/core/index.js';
import type { CertificateRecord, CertificateVerdict, Reservation, Text } from './record.schema.js';

/** The members of a check, automatic or manual, that the verdict depends on. */
interface Judged {
  name: string;
  title: Bilingual;
  severity: string;
  verdict: string;
  measured: Bilingual;
}

export const VERDICT_TEXT: Record<CertificateVerdict, Bilingual> = {
  conforming: { fr: 'Conforme', en: 'Conforming' },
  'conforming-with-reservations': { fr: 'Conforme avec réserves', en: 'Conforming with reservations' },
  'non-conforming': { fr: 'Non conforme', en: 'Non-conforming' },
};

/** Converts a plain string to a text in both languages. */
export function inBoth(text: Text): Bilingual {
  return typeof text === 'string' ? { fr: text, en: text } : text;
}

/** The part of the record that the verdict depends on. */
type Checked = Pick<CertificateRecord, 'manualChecks'> & {
  checks: Omit<CertificateRecord['checks'][number], 'evidence' | 'requirement'>[];
};

function judgedChecks(record: Checked): Judged[] {
  const automatic = record.checks.map((check) => ({
    name: check.kind,
    title: check.title,
    severity: check.severity,
    verdict: check.verdict,
    measured: inBoth(check.measured),
  }));
  const manual = record.manualChecks.map((check) => ({
    name: check.id,
    title: check.title,
    severity: check.severity,
    verdict: check.verdict,
    measured: inBoth(check.remark ?? { fr: 'refusé par le technicien', en: 'refused by the technician' }),
  }));
  return [...automatic, ...manual].filter(
    ({ verdict }) => verdict !== 'passed' && verdict !== 'not-applicable',
  );
}

function sentence({ title, measured }: Judged): Bilingual {
  return { fr: `${title.fr} : ${measured.fr}`, en: `${title.en}: ${measured.en}` };
}

/** The reservations: the checks of severity `reserve` that did not pass. */
export function writtenReservations(checked: Checked): { text: Bilingual; check: string }[] {
  return judgedChecks(checked)
    .filter(({ severity }) => severity === 'reserve')
    .map((check) => ({ text: sentence(check), check: check.name }));
}

/**
 * The verdict of a record. A failed or unmeasured check makes it non-conforming if its severity is `blocking`, and
 * becomes a reservation, unless the record already has it, if its severity is `reserve`. A check that is not
 * applicable has no effect.
 */
export function verdictOf(record: CertificateRecord): {
  verdict: CertificateVerdict;
  blocking: Bilingual[];
  reservations: Reservation[];
} {
  const judged = judgedChecks(record);
  const blocking = judged.filter(({ severity }) => severity === 'blocking').map(sentence);
  const known = new Set(record.reservations.map(({ check }) => check));
  const derived = writtenReservations(record).filter(({ check }) => !known.has(check));
  const reservations = [...record.reservations, ...derived];
  if (blocking.length > 0) return { verdict: 'non-conforming', blocking, reservations };
  const verdict = reservations.length > 0 ? 'conforming-with-reservations' : 'conforming';
  return { verdict, blocking, reservations };
}

/** Throws a PermanentError that lists the blocking checks, if there are any. */
export function refuseNonConforming(blocking: readonly Bilingual[]): void {
  if (blocking.length === 0) return;
  const list = (language: 'fr' | 'en') => blocking.map((text) => text[language]).join(' ; ');
  throw new PermanentError(
    {
      fr: `non conforme, pas de certificat – ${list('fr')}`,
      en: `non-conforming, no certificate – ${list('en')}`,
    },
    {
      data: { blocking },
      remedy: {
        fr: 'Corriger chaque point de la liste, puis reprendre le déploiement à la recette.',
        en: 'Correct every point of the list, then retry the deployment from its recette.',
      },
    },
  );
}
