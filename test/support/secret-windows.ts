import { joinBlobText } from './join-blob.js';

/** A secret of every kind that a Windows PC can be given, by its reference in the vault. */
export const WINDOWS_SECRETS: Record<string, string> = {
  'pc/administrator': 'Admin-l’été-7731 & <b>',
  'pc/anna': 'Anna’s "secret" %PATH%',
  'pc/autologon': 'Kiosk-5512-$(whoami)',
  'pc/wifi': 'Pre-shared key 9042!',
  'pc/vpn': 'Tunnel-psk-3391\\x',
  'pc/raw': 'Raw-value-6120',
  'pc/join': joinBlobText({ domain: 'corp.example', machine: 'PC-001' }),
};

const vault = (name: string) => ({ vault: `pc/${name}` });

/** A profile that needs them all. */
export const SECRET_WINDOWS = {
  name: 'secrets',
  master: { name: 'windows-11' },
  network: {
    wifi: [{ ssid: 'Mairie', security: 'wpa2-psk', passphrase: vault('wifi') }],
    vpn: [
      {
        name: 'Siège',
        kind: 'l2tp',
        server: 'vpn.example.org',
        preSharedKey: vault('vpn'),
        authentication: { method: 'password' },
      },
    ],
  },
  windows: {
    accounts: {
      administrator: { enabled: true, password: vault('administrator') },
      users: [{ name: 'Anna', groups: ['Administrators'], password: vault('anna') }],
      autologon: { username: 'Anna', count: 1, password: vault('autologon') },
    },
    domain: { offlineJoin: vault('join') },
    raw: [
      {
        pass: 'specialize',
        component: 'Microsoft-Windows-Shell-Setup',
        settings: [{ name: 'RegisteredOwner', value: vault('raw') }],
      },
    ],
  },
};

/** Each secret as it could stand in a file: plain, quoted for a language, base64, UTF-16, hexadecimal. */
export function encodingsOf(secret: string): string[] {
  const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const utf16 = Buffer.from(secret, 'utf16le');
  // Where base64 starts within three bytes changes all of its letters: what is inside must not show either.
  const base64 = (['utf8', 'utf16le'] as const).flatMap((encoding) =>
    ['', ' ', '  '].map((before) =>
      Buffer.concat([Buffer.from(before), Buffer.from(secret, encoding)])
        .toString('base64')
        .slice(4, -4),
    ),
  );
  return [
    secret,
    xml,
    secret.replaceAll(/['’]/g, '$&$&'),
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    utf16.toString('latin1'),
    utf16.toString('base64').slice(0, -4),
    utf16.toString('hex'),
    Buffer.from(secret, 'utf8').toString('hex'),
    ...base64,
  ];
}
