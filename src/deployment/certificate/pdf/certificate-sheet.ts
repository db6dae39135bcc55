import QRCode from 'qrcode';
import { say, type Bilingual } from '../../../platform/core/index.js';
import { type Certificate, type Text, type Verdict, VERDICT_TEXT } from '../../proof/index.js';
import { machineFacts } from './machine-facts.js';
import { annexes, checkTables } from './certificate-tables.js';
import { INK, Sheet, VERDICT_INK } from './sheet.js';
import { lastedText, instantText, set, type Place } from './typography.js';
import { WORDS } from './words.js';
import type { Writer } from './writer.js';

export interface Attachment {
  name: string;
  content: Buffer;
}

/** What goes on paper: the certificate, its compact statement for the QR code, and the signed JSON inside. */
export interface CertificatePage {
  certificate: Certificate;
  statement: string;
  payloadSha256: string;
  attachment: Attachment;
}

const VERDICT_COLOURS = {
  conforming: VERDICT_INK.good,
  'conforming-with-reservations': VERDICT_INK.warn,
  'non-conforming': VERDICT_INK.bad,
};

/** Lays the certificate out on A4, in one language. The PDF is not signed yet. */
export async function renderCertificate(page: CertificatePage, place: Place): Promise<Buffer> {
  const { certificate, attachment } = page;
  const { language } = place;
  const sheet = new Sheet({
    title: `${say(WORDS.title, language)} ${certificate.number}`,
    subject: `${certificate.machine.hostname} – ${say(VERDICT_TEXT[certificate.verdict], language)}`,
    author: 'Établi',
    createdAt: new Date(certificate.issuedAt),
    language: language === 'fr' ? 'fr-FR' : 'en-GB',
  });
  const writer: Writer = { sheet, place, t: (text) => set(text, language) };
  head(writer, page);
  verdictBand(writer, certificate);
  identity(writer, certificate);
  digests(writer, page);
  statements(writer, certificate);
  reservations(writer, certificate);
  checkTables(writer, certificate);
  annexes(writer, certificate);
  signatures(writer, certificate);
  sheet.doc.file(attachment.content, {
    name: attachment.name,
    type: 'application/jose+json',
    description: say(WORDS.title, language),
    creationDate: new Date(certificate.issuedAt),
    modifiedDate: new Date(certificate.issuedAt),
  });
  const machine = certificate.machine.hostname;
  return sheet.finish((number, count) => [
    `${certificate.number} – ${machine} – Établi ${certificate.etabli.version}`,
    `${say(WORDS.page, language)} ${number}/${count}`,
  ]);
}

function head({ sheet, place, t }: Writer, { certificate, statement }: CertificatePage): void {
  const side = 76;
  const width = sheet.width - side - 16;
  const { left, y } = sheet;
  let at = y;
  at += sheet.put('Établi', left, at, width, { face: 'bold', size: 10, color: INK.accent }) + 5;
  at += sheet.put(t(WORDS.title), left, at, width, { face: 'bold', size: 23 });
  at += sheet.put(t(WORDS.subtitle), left, at, width, { size: 12, color: INK.soft }) + 4;
  const issued = `${t(WORDS.issued)} ${instantText(certificate.issuedAt, place)}`;
  at += sheet.put(`${t(WORDS.number)} ${certificate.number} – ${issued}`, left, at, width, {
    face: 'semibold',
    size: 9.5,
  });
  drawQr(sheet, statement, left + sheet.width - side, y, side);
  sheet.y = Math.max(at, y + side) + 10;
}

/** Vector squares: sharp at any size. Level M survives a stain. ISO/IEC 18004. */
function drawQr(sheet: Sheet, text: string, x: number, y: number, side: number): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const unit = side / modules.size;
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) sheet.doc.rect(x + column * unit, y + row * unit, unit, unit);
  sheet.doc.fill('#000000');
}

function verdictBand(
  { sheet, t }: Writer,
  { verdict, checks, manualChecks, reservations: notes }: Certificate,
): void {
  const height = 44;
  sheet.doc.roundedRect(sheet.left, sheet.y, sheet.width, height, 5).fill(VERDICT_COLOURS[verdict]);
  const name = t(VERDICT_TEXT[verdict]);
  sheet.put(name, sheet.left + 14, sheet.y + 9.5, sheet.width * 0.55, {
    face: 'bold',
    size: 19,
    color: '#ffffff',
  });
  const all = [...checks, ...manualChecks];
  const count = (wanted: Verdict) => all.filter((check) => check.verdict === wanted).length;
  const good = count('passed');
  const without = count('not-applicable');
  const lines: Bilingual = {
    fr: `${all.length} contrôles, dont ${good} conformes${without === 0 ? '' : `, ${without} sans objet`}\n${notes.length === 0 ? 'aucune réserve' : `${notes.length} réserve${notes.length > 1 ? 's' : ''}`}`,
    en: `${all.length} checks, ${good} of them passed${without === 0 ? '' : `, ${without} not applicable`}\n${notes.length === 0 ? 'no reservation' : `${notes.length} reservation${notes.length > 1 ? 's' : ''}`}`,
  };
  sheet.put(t(lines), sheet.left + sheet.width * 0.55, sheet.y + 10, sheet.width * 0.45 - 14, {
    size: 9.5,
    color: '#ffffff',
    align: 'right',
  });
  sheet.y += height + 12;
}

function identity({ sheet, place, t }: Writer, certificate: Certificate): void {
  const { customer, lot, intervention, machine, master, profile } = certificate;
  const pairs = (list: [Bilingual, Text | undefined][]): [string, string][] =>
    list.flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[t(name), t(value)] as [string, string]],
    );
  const gap = 18;
  const width = (sheet.width - gap) / 2;
  const right = sheet.left + width + gap;
  const row = (
    first: [Bilingual, [Bilingual, Text | undefined][]],
    second: [Bilingual, [Bilingual, Text | undefined][]],
  ) => {
    const heights = [first, second].map(([title, list], i) =>
      sheet.facts(t(title), pairs(list), i === 0 ? sheet.left : right, sheet.y, width),
    );
    sheet.y += Math.max(...heights) + 7;
  };
  row(
    [
      WORDS.customer,
      [
        [WORDS.customerName, customer.name],
        [WORDS.reference, customer.reference],
        [WORDS.lot, lot.name],
      ],
    ],
    [
      WORDS.intervention,
      [
        [WORDS.technician, intervention.technician.name],
        [WORDS.began, instantText(intervention.beganAt, place)],
        [WORDS.ended, instantText(intervention.endedAt, place)],
        [WORDS.duration, lastedText(intervention.beganAt, intervention.endedAt)],
        [WORDS.place, intervention.place],
      ],
    ],
  );
  row(
    [WORDS.machine, machineFacts(machine, place)],
    [
      WORDS.system,
      [
        [WORDS.systemName, [master.system, master.systemVersion].filter(Boolean).join(' ')],
        [WORDS.master, `${master.name} ${master.version}`],
        [WORDS.profile, `${profile.name} ${profile.version}`],
      ],
    ],
  );
}

function digests({ sheet, t }: Writer, { certificate, payloadSha256 }: CertificatePage): void {
  const { master, profile } = certificate;
  const lines: [Bilingual, string | undefined][] = [
    [WORDS.masterDigest, master.sha256],
    [WORDS.contentsDigest, master.contentsSha256],
    [WORDS.indexDigest, master.indexSha256],
    [WORDS.profileDigest, profile.digest],
    [WORDS.payloadDigest, payloadSha256],
  ];
  sheet.y +=
    sheet.put(t(WORDS.digests), sheet.left, sheet.y, sheet.width, {
      face: 'semibold',
      size: 9.5,
      color: INK.accent,
    }) + 3;
  for (const [name, digest] of lines) {
    if (digest === undefined) continue;
    sheet.put(t(name), sheet.left, sheet.y, 78, { size: 8, color: INK.soft });
    sheet.y +=
      sheet.put(digest, sheet.left + 78, sheet.y + 1, sheet.width - 78, { face: 'mono', size: 7.2 }) + 2.5;
  }
}

function statements({ sheet, t }: Writer, certificate: Certificate): void {
  if (certificate.statements.length === 0) return;
  sheet.section(t(WORDS.statements));
  sheet.table(
    [
      { title: t(WORDS.subject), share: 22, face: 'semibold' },
      { title: t(WORDS.asked), share: 26 },
      { title: t(WORDS.applied), share: 26 },
      { title: t(WORDS.measured), share: 26 },
    ],
    certificate.statements.map((line) => [line.subject, line.asked, line.applied, line.measured].map(t)),
  );
}

function reservations({ sheet, place, t }: Writer, { reservations: notes }: Certificate): void {
  if (notes.length === 0) return;
  sheet.section(t(WORDS.reservations));
  sheet.table(
    [
      { title: '', share: 4 },
      { title: t(WORDS.reservation), share: 66 },
      { title: t(WORDS.acceptedBy), share: 30 },
    ],
    notes.map((note, index) => {
      const when = note.acceptedAt === undefined ? '' : `, ${instantText(note.acceptedAt, place)}`;
      const who = note.acceptedBy === undefined ? t(WORDS.onPaper) : `${note.acceptedBy}${when}`;
      return [String(index + 1), { text: t(note.text), face: 'semibold' }, who];
    }),
  );
}

function signatures({ sheet, t }: Writer, { intervention, customer }: Certificate): void {
  const height = 92;
  sheet.section(t(WORDS.signatures), height + 34);
  const gap = 18;
  const width = (sheet.width - gap) / 2;
  const boxes: [Bilingual, string][] = [
    [WORDS.technicianSigns, intervention.technician.name],
    [WORDS.customerSigns, customer.name],
  ];
  boxes.forEach(([title, name], i) => {
    const x = sheet.left + i * (width + gap);
    sheet.doc.roundedRect(x, sheet.y, width, height, 4).lineWidth(0.7).strokeColor(INK.line).stroke();
    sheet.put(t(title), x + 8, sheet.y + 6, width - 16, { face: 'semibold', size: 9 });
    sheet.put(name, x + 8, sheet.y + 18, width - 16, { size: 9 });
    sheet.put(t(WORDS.nameDate), x + 8, sheet.y + height - 15, width - 16, { size: 7.5, color: INK.soft });
  });
  sheet.y += height + 8;
  sheet.paragraph(t(WORDS.signed), { size: 8, color: INK.soft });
}
