import type { MdmPlatform } from '../../../documents/mdm/index.js';
import type { Session } from '../session.js';
import { factsOf } from './asked-mdm.js';

export interface LinkOptions {
  platform: MdmPlatform;
  profileVersion?: number;
  machine?: string;
  serial?: string;
  assetTag?: string;
  mac?: string;
  hostname?: string;
  file?: string;
  minutes?: number;
}

interface LinkShape {
  url: string;
  file: string;
  expiresAt: string;
}

/** `etabli mdm link`: the link that a device opens once, with its QR code where there is a terminal. */
export async function link(session: Session, profile: string, options: LinkOptions): Promise<void> {
  const { platform, profileVersion, machine, file, minutes } = options;
  const body = {
    profile,
    version: profileVersion,
    platform,
    machine: { id: machine, ...factsOf(options) },
    file,
    minutes,
  };
  const made = await session.api().post<LinkShape>('/api/mdm/deliveries', { body });
  const { default: QRCode } = await import('qrcode');
  const code = await QRCode.toString(made.url, { type: 'utf8', errorCorrectionLevel: 'L', margin: 2 });
  session.terminal.result(made, () => [code, made.url, `${made.file}  ${made.expiresAt}`]);
}
