import type { Content } from 'pdfmake/interfaces.js';
import QRCode from 'qrcode';
import { say, type Bilingual } from '../../../platform/core/index.js';
import { type Certificate, type Severity, type Verdict, VERDICT_TEXT } from '../../proof/index.js';
import { machineFacts } from './machine-facts.js';
import { band, BOXED, type Cell, INK, margin, Page, VERDICT_COLOURS, VERDICT_INK } from './page.js';
import { clockText, instantText, lastedText, type Place } from './typography.js';
import { CHECK_VERDICTS, COMPONENT_NAMES, SEVERITY_NAMES } from './words.js';

/** What goes on paper: the certificate, its compact statement for the QR code, and the signed JSON inside. */
export interface CertificatePage {
  certificate: Certificate;
  statement: string;
  payloadSha256: string;
  attachment: { name: string; content: Buffer };
}

const TITLE: Bilingual = { fr: 'Certificat de déploiement', en: 'Deployment certificate' };

/** Lays the certificate out on A4, in one language. The PDF is not signed yet. */
export async function renderCertificate(paper: CertificatePage, place: Place): Promise<Buffer> {
  const { certificate, attachment } = paper;
  const { number, machine, verdict, issuedAt, etabli } = certificate;
  const page = new Page(place);
  const at = new Date(issuedAt);
  const src = `data:application/jose+json;base64,${attachment.content.toString('base64')}`;
  const title = say(TITLE, place.language);
  const head = {
    title: `${title} ${number}`,
    subject: `${machine.hostname} – ${say(VERDICT_TEXT[verdict], place.language)}`,
    at,
    foot: `${number} – ${machine.hostname} – Établi ${etabli.version}`,
    file: { src, name: attachment.name, description: title, creationDate: at, modifiedDate: at },
  };
  return page.render(head, [
    await top(page, paper),
    verdictBand(page, certificate),
    ...identity(page, paper),
    ...recette(page, certificate),
    ...annexes(page, certificate),
    signatures(page, certificate),
  ]);
}

async function top(
  page: Page,
  { certificate: { number, issuedAt }, statement }: CertificatePage,
): Promise<Content> {
  const issued = instantText(issuedAt, page.place);
  const words = page.head(
    TITLE,
    { fr: 'Fiche d’intervention et procès-verbal de recette', en: 'Service report and acceptance record' },
    { fr: `N° ${number} – Émis le ${issued}`, en: `No. ${number} – Issued ${issued}` },
  );
  // Level M survives a stain. ISO/IEC 18004.
  const svg = await QRCode.toString(statement, { type: 'svg', errorCorrectionLevel: 'M', margin: 0 });
  return { columns: [words, { svg, fit: [76, 76], width: 76 }], margin: margin(0, 0, 0, 10) };
}

function verdictBand(page: Page, { verdict, checks, manualChecks, reservations }: Certificate): Content {
  const all = [...checks, ...manualChecks];
  const count = (wanted: Verdict) => all.filter((check) => check.verdict === wanted).length;
  const [good, without, notes] = [count('passed'), count('not-applicable'), reservations.length];
  const counts: Bilingual = {
    fr: `${all.length} contrôles, dont ${good} conformes${without === 0 ? '' : `, ${without} sans objet`}\n${notes === 0 ? 'aucune réserve' : `${notes} réserve${notes > 1 ? 's' : ''}`}`,
    en: `${all.length} checks, ${good} of them passed${without === 0 ? '' : `, ${without} not applicable`}\n${notes === 0 ? 'no reservation' : `${notes} reservation${notes > 1 ? 's' : ''}`}`,
  };
  const white = { color: '#ffffff', lineHeight: 1.1 };
  const name = page.text(VERDICT_TEXT[verdict], { ...white, font: 'Title', fontSize: 19 });
  const body = [[name, page.text(counts, { ...white, alignment: 'right' })]];
  return {
    table: { widths: ['*', 'auto'], body },
    layout: band(VERDICT_COLOURS[verdict]),
    margin: margin(0, 0, 0, 10),
  };
}

function identity(page: Page, { certificate, payloadSha256 }: CertificatePage): Content[] {
  const { place } = page;
  const { customer, lot, intervention, machine, master, profile } = certificate;
  const { technician, beganAt, endedAt } = intervention;
  const [began, ended] = [beganAt, endedAt].map((at) => instantText(at, place));
  const system = [master.system, master.systemVersion].filter(Boolean).join(' ');
  const digests = [master.sha256, master.contentsSha256, master.indexSha256, profile.digest, payloadSha256];
  return [
    page.beside(
      page.facts(
        { fr: 'Client et lot', en: 'Customer and lot' },
        { fr: 'Client | Référence | Lot', en: 'Customer | Reference | Lot' },
        [customer.name, customer.reference, lot.name],
      ),
      page.facts(
        { fr: 'Intervention', en: 'Intervention' },
        {
          fr: 'Technicien | Début | Fin | Durée | Lieu',
          en: 'Technician | Began | Ended | Duration | Place',
        },
        [technician.name, began, ended, lastedText(beganAt, endedAt), intervention.place],
      ),
    ),
    page.beside(
      machineFacts(page, machine),
      page.facts(
        { fr: 'Système installé', en: 'Installed system' },
        { fr: 'Système | Master | Profil', en: 'System | Master | Profile' },
        [system, `${master.name} ${master.version}`, `${profile.name} ${profile.version}`],
      ),
    ),
    page.facts({ fr: 'Empreintes (SHA-256)', en: 'Digests (SHA-256)' }, DIGESTS, digests, {
      font: 'Mono',
      fontSize: 7.2,
    }),
  ];
}
const DIGESTS: Bilingual = {
  fr: 'Master | Contenu | Index | Profil | Ce certificat',
  en: 'Master | Contents | Index | Profile | This certificate',
};

/** What was asked and what was measured: statements, reservations and checks. */
function recette(page: Page, { statements, reservations, checks, manualChecks }: Certificate): Content[] {
  return [
    page.table(
      { fr: 'Demandé, appliqué, mesuré', en: 'Asked, applied, measured' },
      { fr: 'Objet | Demandé | Appliqué | Mesuré', en: 'Subject | Asked | Applied | Measured' },
      [22, 26, 26, 26],
      statements.map((line) => [line.subject, line.asked, line.applied, line.measured]),
    ),
    page.table(
      { fr: 'Réserves', en: 'Reservations' },
      { fr: 'N° | Réserve | Acceptée par', en: 'No. | Reservation | Accepted by' },
      [5, 65, 30],
      reservations.map(({ text, acceptedBy, acceptedAt }, index) => {
        const when = acceptedAt === undefined ? '' : `, ${instantText(acceptedAt, page.place)}`;
        const onPaper = { fr: 'à la signature', en: 'by signature' };
        return [String(index + 1), { text, bold: true }, acceptedBy ? `${acceptedBy}${when}` : onPaper];
      }),
    ),
    page.table(
      { fr: 'Recette : contrôles mesurés', en: 'Acceptance: measured checks' },
      { fr: 'Contrôle | Attendu | Mesuré | Verdict', en: 'Check | Expected | Measured | Verdict' },
      [30, 26, 28, 16],
      checks.map((check) => [
        { text: check.title, note: check.requirement },
        check.expected,
        check.measured,
        verdictCell(page, check),
      ]),
    ),
    page.table(
      { fr: 'Recette : contrôles du technicien', en: 'Acceptance: the technician’s checks' },
      { fr: 'Contrôle | Remarque | Par | Verdict', en: 'Check | Remark | By | Verdict' },
      [30, 32, 22, 16],
      manualChecks.map((check) => [check.title, check.remark, check.by, verdictCell(page, check)]),
    ),
  ];
}

/** A verdict in its colour, with its severity when something is wrong. */
function verdictCell({ place }: Page, { verdict, severity }: { verdict: Verdict; severity: Severity }): Cell {
  const text = say(CHECK_VERDICTS[verdict], place.language);
  if (verdict === 'passed') return { text, color: VERDICT_INK.good, bold: true };
  if (verdict === 'not-applicable') return { text, color: INK.soft };
  const color = { blocking: VERDICT_INK.bad, reserve: VERDICT_INK.warn, information: INK.soft }[severity];
  return { text: `${text} (${say(SEVERITY_NAMES[severity], place.language)})`, color, bold: true };
}

/** Components, steps, drivers and software: what a later technician looks up. */
function annexes(page: Page, { machine, steps, drivers, software }: Certificate): Content[] {
  const changed = { fr: 'Composants changés', en: 'Components changed' };
  const noneChanged = { fr: 'Aucun composant n’a été changé.', en: 'No component was changed.' };
  const kindOf = (kind: string) => COMPONENT_NAMES[kind] ?? kind;
  const half = Math.ceil(software.length / 2);
  return [
    page.table(
      { fr: 'Composants', en: 'Components' },
      { fr: 'Composant | Description | N° de série', en: 'Component | Description | Serial number' },
      [20, 54, 26],
      machine.components.map(({ kind, description, serial }) => [kindOf(kind), description, serial]),
    ),
    machine.componentsChanged.length === 0
      ? {
          stack: [page.title(changed), page.text(noneChanged)],
          unbreakable: true,
          margin: margin(0, 8, 0, 3),
        }
      : page.table(
          changed,
          { fr: 'Composant | Retiré | Posé | Par', en: 'Component | Removed | Fitted | By' },
          [24, 28, 28, 20],
          machine.componentsChanged.map(({ what, removed, fitted, by }) => [what, removed, fitted, by]),
        ),
    page.table(
      { fr: 'Étapes du déploiement', en: 'Deployment steps' },
      { fr: 'Étape | À | Durée | Essais', en: 'Step | At | Duration | Attempts' },
      [52, 16, 18, 14],
      steps.map(({ title, startedAt, endedAt, attempts }) => [
        title,
        clockText(startedAt, page.place),
        lastedText(startedAt, endedAt),
        String(attempts),
      ]),
    ),
    page.table(
      { fr: 'Pilotes', en: 'Drivers' },
      { fr: 'Périphérique | Pilote | Version', en: 'Device | Driver | Version' },
      [50, 25, 25],
      drivers.map(({ device, driver, version }) => [device, driver, version]),
    ),
    // Two packages a line: a desktop has hundreds.
    page.table(
      { fr: `Logiciels (${software.length})`, en: `Software (${software.length})` },
      { fr: 'Nom | Version | Nom | Version', en: 'Name | Version | Name | Version' },
      [27, 23, 27, 23],
      software.slice(0, half).map((one, at) => {
        const other = software[half + at];
        return [one.name, one.version, { text: other?.name ?? '', bold: true }, other?.version ?? ''];
      }),
      7.5,
    ),
  ];
}

function signatures(page: Page, { intervention, customer }: Certificate): Content {
  const soft = { fontSize: 7.5, color: INK.soft };
  const box = (title: Bilingual, name: string) => [
    page.text(title, { bold: true }),
    page.text(name),
    {
      ...page.text({ fr: 'Nom, date et signature', en: 'Name, date and signature' }, soft),
      margin: margin(0, 46, 0, 0),
    },
  ];
  const contractor = { fr: 'Pour le prestataire, le technicien', en: 'For the contractor, the technician' };
  const boxes = [
    box(contractor, intervention.technician.name),
    { text: '', border: [false, false, false, false] as [boolean, boolean, boolean, boolean] },
    box({ fr: 'Pour le client', en: 'For the customer' }, customer.name),
  ];
  const title = page.title({ fr: 'Signatures', en: 'Signatures' });
  const signed = {
    fr: 'Document signé (PAdES, Ed25519). Le certificat JSON signé y est joint. Vérification hors ligne : etabli certificate verify FICHIER.',
    en: 'Signed document (PAdES, Ed25519). The signed JSON certificate is attached to it. Offline check: etabli certificate verify FILE.',
  };
  return {
    unbreakable: true,
    margin: margin(0, 8, 0, 0),
    stack: [
      { ...title, margin: margin(0, 0, 0, 4) },
      { table: { widths: ['*', 2, '*'], body: [boxes] }, layout: BOXED, margin: margin(0, 0, 0, 6) },
      page.text(signed, { fontSize: 8, color: INK.soft }),
    ],
  };
}
