import { say, type Bilingual } from '../../../platform/core/index.js';
import type { Certificate, Severity, Verdict } from '../../proof/index.js';
import { INK, VERDICT_INK } from './colours.js';
import type { Sheet } from './sheet.js';
import { type Cell, drawTable } from './table.js';
import { instantText } from './typography.js';
import { CHECK_VERDICTS, SEVERITY_NAMES } from './words.js';

/** What stays open: the first thing that somebody who signs must read. */
export function drawReservations(sheet: Sheet, { reservations }: Certificate): void {
  drawTable(sheet, {
    title: { fr: 'Réserves', en: 'Reservations' },
    heads: { fr: 'N° | Réserve | Acceptée par', en: 'No. | Reservation | Accepted by' },
    shares: [5, 65, 30],
    rows: reservations.map(({ text, acceptedBy, acceptedAt }, index) => {
      const when = acceptedAt === undefined ? '' : `, ${instantText(acceptedAt, sheet.place)}`;
      const onPaper = { fr: 'à la signature', en: 'by signature' };
      return [String(index + 1), { text, bold: true }, acceptedBy ? `${acceptedBy}${when}` : onPaper];
    }),
  });
}

/** What was asked, applied and measured, and the checks by machine and by hand. */
export function drawRecette(sheet: Sheet, { statements, checks, manualChecks }: Certificate): void {
  drawTable(sheet, {
    title: { fr: 'Demandé, appliqué, mesuré', en: 'Asked, applied, measured' },
    heads: { fr: 'Objet | Demandé | Appliqué | Mesuré', en: 'Subject | Asked | Applied | Measured' },
    shares: [22, 26, 26, 26],
    rows: statements.map((line) => [line.subject, line.asked, line.applied, line.measured]),
  });
  drawTable(sheet, {
    title: { fr: 'Recette : contrôles mesurés', en: 'Acceptance: measured checks' },
    heads: { fr: 'Contrôle | Attendu | Mesuré | Verdict', en: 'Check | Expected | Measured | Verdict' },
    shares: [30, 26, 28, 16],
    rows: checks.map((check) => [
      { text: check.title, note: check.requirement },
      check.expected,
      check.measured,
      verdictCell(sheet, check),
    ]),
  });
  drawTable(sheet, {
    title: { fr: 'Recette : contrôles du technicien', en: 'Acceptance: the technician’s checks' },
    heads: { fr: 'Contrôle | Remarque | Par | Verdict', en: 'Check | Remark | By | Verdict' },
    shares: [30, 32, 22, 16],
    rows: manualChecks.map((check) => [
      check.title,
      check.remark,
      { text: check.by ?? '—', ...(check.at !== undefined && { note: instantText(check.at, sheet.place) }) },
      verdictCell(sheet, check),
    ]),
  });
  drawLegend(sheet);
}

/** A verdict in its colour, with its severity when something is wrong. */
function verdictCell(
  { place }: Sheet,
  { verdict, severity }: { verdict: Verdict; severity: Severity },
): Cell {
  const text = say(CHECK_VERDICTS[verdict], place.language);
  if (verdict === 'passed') return { text, colour: VERDICT_INK.good, bold: true };
  if (verdict === 'not-applicable') return { text, colour: INK.soft };
  const colour = { blocking: VERDICT_INK.bad, reserve: VERDICT_INK.warn, information: INK.soft }[severity];
  return { text: `${text} (${say(SEVERITY_NAMES[severity], place.language)})`, colour, bold: true };
}

const LEGEND: { word: Bilingual; meaning: Bilingual }[] = [
  {
    word: CHECK_VERDICTS.passed,
    meaning: { fr: 'mesuré, et tel qu’attendu', en: 'measured, and as expected' },
  },
  {
    word: CHECK_VERDICTS.failed,
    meaning: { fr: 'mesuré, et autre que ce qui était attendu', en: 'measured, and other than expected' },
  },
  {
    word: CHECK_VERDICTS.unmeasured,
    meaning: {
      fr: 'n’a pas pu être mesuré : ce n’est jamais compté comme une réussite',
      en: 'could not be measured: it never counts as a success',
    },
  },
  {
    word: CHECK_VERDICTS['not-applicable'],
    meaning: {
      fr: 'ce PC n’a pas cet élément, ou le profil ne le demande pas',
      en: 'this PC does not have the part, or the profile does not ask for it',
    },
  },
  {
    word: SEVERITY_NAMES.blocking,
    meaning: {
      fr: 'non conforme ou non mesuré, il aurait empêché ce certificat',
      en: 'failed or not measured, it would have prevented this certificate',
    },
  },
  {
    word: SEVERITY_NAMES.reserve,
    meaning: {
      fr: 'non conforme ou non mesuré, il devient une réserve, à accepter',
      en: 'failed or not measured, it becomes a reservation, to be accepted',
    },
  },
  {
    word: SEVERITY_NAMES.information,
    meaning: { fr: 'relevé pour information, sans effet', en: 'reported for information, without effect' },
  },
];

function drawLegend(sheet: Sheet): void {
  const said = ({ word, meaning }: (typeof LEGEND)[number], language: 'fr' | 'en') =>
    language === 'fr' ? `${word.fr} : ${meaning.fr}` : `${word.en}: ${meaning.en}`;
  const all = (language: 'fr' | 'en') => LEGEND.map((one) => said(one, language)).join(' ; ');
  sheet.y += 4;
  sheet.paragraph(
    { fr: `Légende – ${all('fr')}.`, en: `Legend – ${all('en').replaceAll(' ;', ';')}.` },
    { size: 7.5, colour: INK.soft },
  );
}
