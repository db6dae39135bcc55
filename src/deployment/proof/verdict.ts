import { PermanentError, type Bilingual } from '../../platform/core/index.js';
import type { CertificateRecord, CertificateVerdict, Reservation, Text } from './record.schema.js';

/** A check of the machine or of a technician, as the verdict sees it. */
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

/** A text that may be the same in both languages, in both. */
export function inBoth(text: Text): Bilingual {
  return typeof text === 'string' ? { fr: text, en: text } : text;
}

/** What the verdict looks at. */
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

function colon({ title, measured }: Judged): Bilingual {
  return { fr: `${title.fr} : ${measured.fr}`, en: `${title.en}: ${measured.en}` };
}

/** What the checks of severity `reserve` that did not pass leave to be accepted, each written out. */
export function writtenReservations(checked: Checked): { text: Bilingual; check: string }[] {
  return judgedChecks(checked)
    .filter(({ severity }) => severity === 'reserve')
    .map((check) => ({ text: colon(check), check: check.name }));
}

/**
 * The verdict that the checks lead to. A failed or unmeasured blocking check makes it non-conforming; one
 * of severity `reserve` becomes a reservation, written out unless the record already has it. One that is not
 * applicable counts neither way.
 */
export function verdictOf(record: CertificateRecord): {
  verdict: CertificateVerdict;
  blocking: Bilingual[];
  reservations: Reservation[];
} {
  const judged = judgedChecks(record);
  const blocking = judged.filter(({ severity }) => severity === 'blocking').map(colon);
  const known = new Set(record.reservations.map(({ check }) => check));
  const derived = writtenReservations(record).filter(({ check }) => !known.has(check));
  const reservations = [...record.reservations, ...derived];
  if (blocking.length > 0) return { verdict: 'non-conforming', blocking, reservations };
  const verdict = reservations.length > 0 ? 'conforming-with-reservations' : 'conforming';
  return { verdict, blocking, reservations };
}

/** Throws PermanentError that lists every blocking check that failed or was not measured. */
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
        en: 'Put every point of the list right, then retry the deployment from its recette.',
      },
    },
  );
}
