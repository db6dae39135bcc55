import { readFileSync } from 'node:fs';
import { contextOf } from '../../src/documents/connection/index.js';
import { parseProfile } from '../../src/documents/profile/index.js';

/** An untrusted root CA; its private key does not exist any more. */
export const ROOT_PEM = readFileSync(
  new URL('../../src/documents/connection/fixtures/root.pem', import.meta.url),
  'utf8',
);
/** Another one. */
export const OTHER_ROOT_PEM = readFileSync(
  new URL('../../src/documents/connection/fixtures/other-root.pem', import.meta.url),
  'utf8',
);
export const ROOT_THUMBPRINT = '92F8979BDA8BC47B3802BDED0930F7C3C8D14353';

export const CERTIFICATES = [
  { name: 'root', kind: 'root', pem: ROOT_PEM },
  { name: 'pc', kind: 'client', pkcs12: { vault: 'pc/p12' }, password: { vault: 'pc/password' } },
  { name: 'anna', kind: 'client', store: 'user', pkcs12: { vault: 'anna/p12' } },
];

/** The secrets of these tests, by reference. */
const SECRETS: Record<string, string> = {
  key: 'correct horse',
  'pc/p12': 'MIIC',
  'pc/password': 'p12 word',
  'anna/p12': 'MIID',
  password: 'p&ssw<rd',
  psk: 'a key of twenty chars.',
};

function profileOf(network: object) {
  return parseProfile({ name: 'x', master: { name: 'm' }, certificates: CERTIFICATES, network });
}

/** A Wi-Fi network as parsed by the profile's schema, and its context; `secrets` override the default ones. */
export function parsedWifi(wifi: object, secrets: Record<string, string> = {}) {
  const profile = profileOf({ wifi: [wifi] });
  return {
    wifi: profile.network.wifi[0]!,
    context: contextOf(
      profile,
      'wifi',
      0,
      ({ vault }) => ({ ...SECRETS, ...secrets })[vault] ?? `{vault:${vault}}`,
    ),
  };
}

/** The same for a VPN. */
export function parsedVpn(vpn: object, secrets: Record<string, string> = {}) {
  const profile = profileOf({ vpn: [vpn] });
  return {
    vpn: profile.network.vpn[0]!,
    context: contextOf(
      profile,
      'vpn',
      0,
      ({ vault }) => ({ ...SECRETS, ...secrets })[vault] ?? `{vault:${vault}}`,
    ),
  };
}
