import { say } from '../../../platform/core/index.js';
import { VERDICT_TEXT } from '../../proof/index.js';
import { drawAnnexes } from './certificate-annexes.js';
import { drawHead, drawVerdict, TITLE } from './certificate-head.js';
import type { CertificatePage } from './certificate-page.js';
import { drawDigests, drawErasure, drawParties } from './certificate-parties.js';
import { drawPhotos } from './certificate-photos.js';
import { drawRecette, drawReservations } from './certificate-recette.js';
import { drawSignatures } from './certificate-signatures.js';
import { INK } from './colours.js';
import { Sheet } from './sheet.js';
import type { Place } from './typography.js';

/** Lays the certificate out on A4, in one language, with room for its signature. */
export async function renderCertificate(paper: CertificatePage, place: Place): Promise<Buffer> {
  const { certificate, payloadSha256, pictures } = paper;
  const sheet = new Sheet(headOf(paper, place), place);
  drawHead(sheet, paper);
  drawVerdict(sheet, certificate);
  drawReservations(sheet, certificate);
  drawParties(sheet, certificate);
  drawErasure(sheet, certificate);
  drawRecette(sheet, certificate);
  drawPhotos(sheet, certificate, pictures);
  drawSignatures(sheet, certificate, pictures);
  drawProof(sheet, paper);
  drawDigests(sheet, certificate, payloadSha256);
  drawAnnexes(sheet, certificate);
  return sheet.finish();
}

function headOf({ certificate, attachment }: CertificatePage, place: Place) {
  const { number, machine, verdict, issuedAt, etabli } = certificate;
  const at = new Date(issuedAt);
  const title = say(TITLE, place.language);
  return {
    title: `${title} ${number}`,
    subject: `${machine.hostname} – ${say(VERDICT_TEXT[verdict], place.language)}`,
    at,
    foot: `${number} – ${machine.hostname} – Établi ${etabli.version}`,
    signature: { reason: `${number}: ${VERDICT_TEXT[verdict].en}`, at },
    file: { ...attachment, mediaType: 'application/jose+json', description: title },
  };
}

/** How anybody checks it, with and without this installation. */
function drawProof(sheet: Sheet, { verifyUrl }: CertificatePage): void {
  sheet.paragraph(
    {
      fr: `Document signé (PAdES, Ed25519). Le certificat JSON signé y est joint. Vérification : ${verifyUrl} ou, hors ligne, etabli certificate verify FICHIER.`,
      en: `Signed document (PAdES, Ed25519). The signed JSON certificate is attached to it. Check: ${verifyUrl} or, offline, etabli certificate verify FILE.`,
    },
    { size: 8, colour: INK.soft },
  );
}
