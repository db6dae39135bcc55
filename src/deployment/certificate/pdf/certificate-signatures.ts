import { say, type Bilingual } from '../../../platform/core/index.js';
import type { Certificate } from '../../proof/index.js';
import type { Pictures } from './pictures.js';
import type { Sheet } from './sheet.js';
import { drawSigningBoxes, type SigningBox } from './signing-boxes.js';
import { instantText, type Place } from './typography.js';

type Signature = NonNullable<Certificate['signatures']>[number];

/** The signatures of both: drawn, by PIN, or the place to sign on paper. */
export function drawSignatures(sheet: Sheet, certificate: Certificate, pictures: Pictures): void {
  const { intervention, customer, signatures = [] } = certificate;
  const box = (role: Signature['role'], title: Bilingual, name: string): SigningBox => {
    const signature = signatures.find((one) => one.role === role);
    if (signature === undefined) return { title, name };
    const alt = { fr: `Signature de ${signature.name}`, en: `Signature of ${signature.name}` };
    const drawing = signature.drawingSha256 && {
      drawing: { bytes: pictures.get(signature.drawingSha256), alt: say(alt, sheet.place.language) },
    };
    return { title, name: signature.name, foot: footOf(signature, sheet.place), ...drawing };
  };
  const contractor = { fr: 'Pour le prestataire, le technicien', en: 'For the contractor, the technician' };
  drawSigningBoxes(sheet, [
    box('technician', contractor, intervention.technician.name),
    box('customer', { fr: 'Pour le client', en: 'For the customer' }, customer.name),
  ]);
}

/** How and when it was signed. */
function footOf({ signedAt, byPin, drawingSha256 }: Signature, place: Place): Bilingual {
  const at = instantText(signedAt, place);
  if (!byPin) return { fr: `Signé sur l’écran le ${at}`, en: `Signed on the screen, ${at}` };
  const isDrawn = drawingSha256 !== undefined;
  return {
    fr: `Signé par code personnel${isDrawn ? ' et dessiné sur l’écran' : ''}, le ${at}`,
    en: `Signed by personal code${isDrawn ? ' and drawn on the screen' : ''}, ${at}`,
  };
}
