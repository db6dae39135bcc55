import type { MdmDeliveryDto } from '../../../documents/mdm/server.js';
import { orderOf } from '../documents/render.js';
import type { Session } from '../session.js';
import { MDM, type MdmOptions } from './mdm-family.js';

export type LinkOptions = MdmOptions & { file?: string; minutes?: number };

/** `etabli mdm link`: the link that a device opens once, with its QR code. */
export async function link(session: Session, profile: string, options: LinkOptions): Promise<void> {
  const { file, minutes } = options;
  const body = { ...(await orderOf(session, profile, options, MDM.choice(options))), file, minutes };
  const made = await session.api().post<MdmDeliveryDto>('/api/mdm/deliveries', { body });
  const { default: QRCode } = await import('qrcode');
  const code = await QRCode.toString(made.url, { type: 'utf8', errorCorrectionLevel: 'L', margin: 2 });
  session.terminal.result(made, () => [
    code,
    made.url,
    `${made.file}  ${session.terminal.time(made.expiresAt)}`,
  ]);
}
