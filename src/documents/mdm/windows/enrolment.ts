import { PLAIN_TEXT, PNG, SVG } from '../media-types.js';
import type { MdmFile, MdmOrder } from '../order.js';
import { qrPng, qrSvg } from '../qr-code.js';

/**
 * The link that opens the enrolment of Windows, as text and as a QR code. It has no password, since the link has no
 * parameter for one. MS Learn, "MDM enrollment of Windows devices", "Connect to MDM using a deep link".
 */
export async function enrolmentFiles({ mdm }: MdmOrder): Promise<MdmFile[]> {
  const { enrolment } = mdm.windows;
  if (enrolment === undefined) return [];
  const link = enrolmentLink(enrolment);
  return [
    { name: 'enrolment/link.txt', mediaType: PLAIN_TEXT, bytes: Buffer.from(`${link}\r\n`) },
    { name: 'enrolment/link.svg', mediaType: SVG, bytes: Buffer.from(await qrSvg(link)) },
    { name: 'enrolment/link.png', mediaType: PNG, bytes: await qrPng(link) },
  ];
}

export function enrolmentLink({ server, user }: { server: string; user?: string }): string {
  const name = user === undefined ? '' : `&username=${encodeURIComponent(user)}`;
  return `ms-device-enrollment:?mode=mdm${name}&servername=${encodeURIComponent(server)}`;
}
