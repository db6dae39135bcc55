import {
  contextOf,
  type KeyfileConnection,
  stableUuid,
  vpnKeyfile,
  wifiKeyfile,
} from '../../connection/index.js';
import { InputError } from '../../../platform/core/index.js';
import type { MdmOrder, NotCarried } from '../order.js';
import type { PlacedFile } from './placed-file.js';

const FOLDER = 'etc/NetworkManager/system-connections';

/** The Wi-Fi networks and VPNs of the profile as NetworkManager keyfiles, readable only by root. */
export function connectionFiles(order: MdmOrder): { files: PlacedFile[]; notCarried: NotCarried[] } {
  const { wifi, vpn } = order.profile.network;
  const context = (kind: 'wifi' | 'vpn', index: number) =>
    contextOf(order.profile, kind, index, order.secret);
  const tries = [
    ...wifi.map(
      (one, index) => () => connection(`wifi:${one.ssid}`, wifiKeyfile(one, context('wifi', index))),
    ),
    ...vpn.map((one, index) => () => connection(`vpn:${one.name}`, vpnKeyfile(one, context('vpn', index)))),
  ];
  const results = tries.map(attempt);
  return {
    files: results.flatMap(({ files }) => files),
    notCarried: results.flatMap(({ notCarried }) => notCarried),
  };
}

function connection(name: string, { keyfile, files }: KeyfileConnection): PlacedFile[] {
  return [
    { path: `${FOLDER}/${stableUuid(name)}.nmconnection`, content: Buffer.from(keyfile), mode: 0o600 },
    ...files.map(({ path, base64 }) => ({
      path: path.replace(/^\//, ''),
      content: Buffer.from(base64, 'base64'),
      mode: 0o600,
    })),
  ];
}

/** Options that NetworkManager does not support are listed as left out. */
function attempt(write: () => PlacedFile[]): { files: PlacedFile[]; notCarried: NotCarried[] } {
  try {
    return { files: write(), notCarried: [] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const notCarried = error.findings.map(({ field, expected }) => ({
      option: typeof field === 'string' ? field : field.en,
      reason: {
        fr: `NetworkManager attend ${expected.fr}`,
        en: `NetworkManager expects ${expected.en}`,
      },
    }));
    return { files: [], notCarried };
  }
}
