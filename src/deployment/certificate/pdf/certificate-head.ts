import { say, type Bilingual } from '../../../platform/core/index.js';
import { type Certificate, type Verdict, VERDICT_TEXT } from '../../proof/index.js';
import type { CertificatePage } from './certificate-page.js';
import { INK, VERDICT_COLOURS } from './colours.js';
import { drawPicture } from './pictures.js';
import { drawQr } from './qr.js';
import { heightOf, type Look, type Sheet } from './sheet.js';
import { instantText } from './typography.js';

const QR = 84;
const GAP = 16;
const LOGO = { width: 130, height: 46 };

export const TITLE: Bilingual = { fr: 'Certificat de déploiement', en: 'Deployment certificate' };
const SUBTITLE: Bilingual = {
  fr: 'Fiche d’intervention et procès-verbal de recette',
  en: 'Service report and acceptance record',
};

/** Who issued it, what it is, and the code that opens the page where it is checked. */
export function drawHead(sheet: Sheet, page: CertificatePage): void {
  const { certificate, verifyUrl } = page;
  const top = sheet.y;
  const x = sheet.left + sheet.width - QR;
  const width = sheet.width - QR - GAP;
  drawProvider(sheet, page, width);
  const { number, issuedAt, customer } = certificate;
  const issued = instantText(issuedAt, sheet.place);
  const line = (text: Bilingual | string, look: Look, tag: 'H1' | 'P' = 'P') => {
    const lines = sheet.lines(text, width, look);
    sheet.tagged(sheet.root, tag, () => sheet.draw(lines, sheet.left, sheet.y));
    sheet.y += heightOf(lines);
  };
  line(TITLE, { face: 'Title', size: 21 }, 'H1');
  line(SUBTITLE, { size: 11.5, colour: INK.soft });
  sheet.y += 4;
  const order = orderText(certificate);
  line(
    { fr: `N° ${number} – Émis le ${issued}`, en: `No. ${number} – Issued ${issued}` },
    { bold: true, size: 9.5 },
  );
  if (customer.reference !== undefined) line(order, { bold: true, size: 9.5 });
  const alt = {
    fr: `QR code de vérification du certificat ${number}`,
    en: `QR code that verifies the certificate ${number}`,
  };
  drawQr(sheet, sheet.root, verifyUrl, { x, y: top, size: QR }, say(alt, sheet.place.language));
  const caption = sheet.lines({ fr: 'Vérifier ce certificat', en: 'Verify this certificate' }, QR + GAP, {
    size: 7.5,
    colour: INK.soft,
  });
  sheet.tagged(sheet.root, 'P', () =>
    sheet.draw(caption, x - GAP / 2, top + QR + 4, { width: QR + GAP, side: 'center' }),
  );
  sheet.y = Math.max(sheet.y, top + QR + 4 + heightOf(caption)) + 10;
}

function orderText({ provider, customer }: Certificate): Bilingual {
  const label = provider?.orderLabel;
  return {
    fr: `${label ?? 'Commande'} : ${customer.reference}`,
    en: `${label ?? 'Order'}: ${customer.reference}`,
  };
}

/** The logo with the name and the address beside it; the product where nobody set a provider. */
function drawProvider(
  sheet: Sheet,
  { certificate: { provider }, pictures }: CertificatePage,
  width: number,
): void {
  const { name, address, contact, logoSha256 } = provider ?? {};
  const top = sheet.y;
  const alt = say(
    { fr: `Logo de ${name ?? 'du prestataire'}`, en: `Logo of ${name ?? 'the provider'}` },
    sheet.place.language,
  );
  const logo = logoSha256 === undefined ? undefined : pictures.get(logoSha256);
  const height = drawPicture(sheet, sheet.root, logo, { x: sheet.left, y: top, ...LOGO }, alt);
  const indent = height > 0 ? LOGO.width + 12 : 0;
  const small = { size: 8, colour: INK.soft };
  const parts = [
    sheet.lines(name ?? 'Établi', width - indent, { face: 'Title', size: 10, colour: INK.accent }),
    address === undefined ? [] : sheet.lines(address.replace(/\s*\n\s*/g, ' – '), width - indent, small),
    contact === undefined ? [] : sheet.lines(contact, width - indent, small),
  ];
  for (const lines of parts.filter((one) => one.length > 0)) {
    sheet.tagged(sheet.root, 'P', () => sheet.draw(lines, sheet.left + indent, sheet.y));
    sheet.y += heightOf(lines);
  }
  sheet.y = Math.max(sheet.y, top + height) + 8;
}

/** The verdict in white on its colour, with what it counts. */
export function drawVerdict(
  sheet: Sheet,
  { verdict, checks, manualChecks, reservations }: Certificate,
): void {
  const all = [...checks, ...manualChecks];
  const count = (wanted: Verdict) => all.filter((check) => check.verdict === wanted).length;
  const [good, without, notes] = [count('passed'), count('not-applicable'), reservations.length];
  const counts: Bilingual = {
    fr: `${all.length} contrôles, dont ${good} conformes${without === 0 ? '' : `, ${without} sans objet`}\n${notes === 0 ? 'aucune réserve' : `${notes} réserve${notes > 1 ? 's' : ''}`}`,
    en: `${all.length} checks, ${good} of them passed${without === 0 ? '' : `, ${without} not applicable`}\n${notes === 0 ? 'no reservation' : `${notes} reservation${notes > 1 ? 's' : ''}`}`,
  };
  const white = '#ffffff';
  const right = sheet.width / 2 - 20;
  const name = sheet.lines(VERDICT_TEXT[verdict], sheet.width / 2, {
    face: 'Title',
    size: 19,
    colour: white,
  });
  const said = sheet.lines(counts, right, { colour: white });
  const height = Math.max(heightOf(name), heightOf(said)) + 18;
  sheet.fill(sheet.left, sheet.y, sheet.width, height, VERDICT_COLOURS[verdict]);
  const middle = (lines: typeof name) => sheet.y + (height - heightOf(lines)) / 2;
  sheet.tagged(sheet.root, 'P', () => sheet.draw(name, sheet.left + 14, middle(name)));
  sheet.tagged(sheet.root, 'P', () =>
    sheet.draw(said, sheet.left + sheet.width - 14 - right, middle(said), { width: right, side: 'right' }),
  );
  sheet.y += height + 10;
}
