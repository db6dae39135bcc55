import { isIP } from 'node:net';
import { z } from 'zod';
import { expecting } from './expected.js';
import {
  bilingual,
  fullName,
  groupName,
  interfaceName,
  kebab,
  line,
  mountPoint,
  packageName,
  printerName,
  secret,
  sha256,
  shell,
  ssid,
  sshKey,
  userName,
} from './names.js';

function isCidr(text: string): boolean {
  const [ip = '', bits = '', ...rest] = text.split('/');
  const most = isIP(ip) === 4 ? 32 : isIP(ip) === 6 ? 128 : -1;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

const cidr = z.string().refine(isCidr, {
  error: expecting('une adresse et une longueur, 10.0.0.2/24', 'an address and a length, 10.0.0.2/24'),
});

const port = z.number().int().min(1).max(65_535);
const key = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, {
  error: expecting('une clé WireGuard en base64', 'a WireGuard key in base64'),
});

export const user = z.strictObject({
  name: userName.describe('Account name'),
  fullName: fullName.optional().describe('Name of the person, as the login screen shows it'),
  groups: z.array(groupName).max(50).default([]).describe('Further groups: sudo, audio, lpadmin…'),
  password: secret.optional().describe('Without it the account has no password and cannot log in with one'),
  sshKeys: z.array(sshKey).max(50).default([]).describe('OpenSSH public keys that may log in'),
  shell: shell.optional().describe('Login shell, /bin/bash by default'),
});

export const wifi = z
  .strictObject({
    ssid: ssid.describe('Name of the network'),
    security: z.enum(['open', 'wpa2-psk', 'wpa3-sae']).describe('How the network is protected'),
    passphrase: secret.optional().describe('Needed unless the network is open'),
  })
  .refine(({ security, passphrase }) => security === 'open' || passphrase !== undefined, {
    path: ['passphrase'],
    error: expecting('une phrase secrète du coffre : {vault: …}', 'a passphrase from the vault: {vault: …}'),
  });

const peer = z.strictObject({
  publicKey: key.describe('Public key of the other end'),
  endpoint: z
    .string()
    .regex(/^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}$/, { error: expecting('hôte:port', 'host:port') })
    .describe('Where the other end listens, host:port'),
  allowedIps: z.array(cidr).min(1).max(100).describe('Networks behind the other end'),
  persistentKeepalive: z.number().int().min(1).max(65_535).optional().describe('Seconds between keep-alives'),
});

export const vpn = z.strictObject({
  name: interfaceName.describe('Name of the connection and of its interface'),
  kind: z.literal('wireguard').describe('Kind of VPN'),
  privateKey: secret.describe('Private key of this PC'),
  addresses: z.array(cidr).min(1).max(10).describe('Addresses of this PC inside the VPN'),
  peer: peer.describe('The other end'),
});

const script = z
  .string()
  .min(1)
  .max(65_536)
  .refine((text) => !text.includes('\u0000'), {
    error: expecting('un script sans octet nul', 'a script without a NUL byte'),
  });

export const software = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('apt').describe('Packages of the system’s repositories'),
      packages: z.array(packageName).min(1).max(500).describe('Package names'),
    }),
    z.strictObject({
      kind: z.literal('deb').describe('A package file kept by Établi'),
      name: packageName.describe('Package name, as dpkg tells it afterwards'),
      sha256: sha256.describe('Digest of the file among the payloads'),
    }),
    z.strictObject({
      kind: z.literal('script').describe('A script, run as root'),
      name: line.describe('What it does, for the log and the certificate'),
      script: script.describe('The script itself; exit status 0 means that it worked'),
      interpreter: shell.default('/bin/sh').describe('What runs it'),
    }),
  ],
  { error: expecting('kind: apt, deb ou script', 'kind: apt, deb or script') },
);

/** `http://host:port/`, without a user or a password, which would be a secret in a profile. */
function isUrl(text: string, schemes: string[]): boolean {
  if (/[\s\u0000-\u001f\u007f'"\\`<>]/u.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return schemes.includes(url.protocol.slice(0, -1)) && url.username === '' && url.password === '';
}

export const apt = z.strictObject({
  sources: z
    .array(
      z
        .string()
        .max(500)
        .regex(
          /^deb(?:-src)? (?:\[[A-Za-z0-9=,./_ -]+\] )?(?:https?|file|mirror\+https?):\S+ \S+(?: [A-Za-z0-9./_-]+)*$/,
          {
            error: expecting('une ligne deb de sources.list(5)', 'a deb line of sources.list(5)'),
          },
        ),
    )
    .max(50)
    .optional()
    .describe('Lines of sources.list that replace those of the master'),
  proxy: z
    .string()
    .max(500)
    .refine((text) => isUrl(text, ['http', 'https']), {
      error: expecting('une adresse http:// sans mot de passe', 'an http:// address without a password'),
    })
    .optional()
    .describe('Proxy for apt during the deployment'),
});

const printer = z.strictObject({
  name: printerName.describe('Queue name'),
  uri: z
    .string()
    .max(500)
    .refine(
      (text) => isUrl(text, ['ipp', 'ipps', 'http', 'https', 'socket', 'lpd', 'usb', 'dnssd', 'file']),
      {
        error: expecting(
          'une adresse ipp://, ipps://, socket://, lpd://… sans mot de passe',
          'an ipp://, ipps://, socket://, lpd://… address without a password',
        ),
      },
    )
    .describe('Where the printer is'),
  driver: z
    .string()
    .regex(/^[A-Za-z0-9._:/-]{1,200}$/, {
      error: expecting(
        'everywhere, raw ou un modèle de lpinfo -m',
        'everywhere, raw or a model of lpinfo -m',
      ),
    })
    .default('everywhere')
    .describe('`everywhere` asks the printer itself (IPP Everywhere)'),
  default: z.boolean().default(false).describe('The default printer'),
});

const share = z
  .strictObject({
    url: z
      .string()
      .max(300)
      .regex(
        /^(?:\/\/[A-Za-z0-9.-]+(?:\/[^\s\u0000-\u001f\u007f\\'"`,#]+)+|[A-Za-z0-9.-]+:\/[^\s\u0000-\u001f\u007f\\'"`,#]*)$/u,
        {
          error: expecting(
            '//serveur/partage (cifs) ou serveur:/chemin (nfs), sans espace',
            '//server/share (cifs) or server:/path (nfs), without spaces',
          ),
        },
      )
      .describe('//server/share for cifs, server:/path for nfs'),
    kind: z.enum(['cifs', 'nfs']),
    credentials: secret.optional().describe('For cifs: the secret holds `username=…` and `password=…` lines'),
    mountPoint: mountPoint.describe('Where it is mounted on first use'),
  })
  .refine(({ url, kind }) => url.startsWith('//') === (kind === 'cifs'), {
    path: ['url'],
    error: expecting('une adresse de ce genre de partage', 'an address of this kind of share'),
  });

const accessibility = z.strictObject({
  highContrast: z.boolean().default(false).describe('High contrast theme'),
  largeText: z.boolean().default(false).describe('Text one quarter larger'),
  screenReader: z.boolean().default(false).describe('Orca reads the screen, from the login screen on'),
  onScreenKeyboard: z.boolean().default(false).describe('Keyboard on the screen'),
  stickyKeys: z.boolean().default(false).describe('One key at a time for combinations'),
});

const firewall = z.strictObject({
  enabled: z.boolean().describe('Incoming connections are refused unless allowed here'),
  allow: z
    .array(z.strictObject({ port: port.describe('Port'), protocol: z.enum(['tcp', 'udp']) }))
    .max(200)
    .default([])
    .describe('What may come in'),
});

function unique<T>(name: (item: T) => string, what: [string, string]) {
  return (items: T[], context: z.RefinementCtx) => {
    items.forEach((item, index) => {
      if (items.findIndex((other) => name(other) === name(item)) === index) return;
      context.addIssue({ code: 'custom', path: [index], message: expecting(what[0], what[1]), input: item });
    });
  };
}

export const users = z
  .array(user)
  .max(100)
  .superRefine(
    unique(
      ({ name }) => name,
      ['un compte qui n’est pas déjà dans la liste', 'an account not yet in the list'],
    ),
  );

export const network = z.strictObject({
  wifi: z
    .array(wifi)
    .max(50)
    .default([])
    .superRefine(
      unique(
        ({ ssid }) => ssid,
        ['un réseau qui n’est pas déjà dans la liste', 'a network not yet in the list'],
      ),
    )
    .describe('Wi-Fi networks that the PC knows'),
  vpn: z
    .array(vpn)
    .max(20)
    .default([])
    .superRefine(
      unique(({ name }) => name, ['un VPN qui n’est pas déjà dans la liste', 'a VPN not yet in the list']),
    )
    .describe('VPN connections'),
});

export const personalise = z.strictObject({
  accessibility: accessibility.optional().describe('What helps people with disabilities, for every account'),
  printers: z
    .array(printer)
    .max(50)
    .default([])
    .superRefine(
      unique(
        ({ name }) => name,
        ['une imprimante qui n’est pas déjà dans la liste', 'a printer not yet in the list'],
      ),
    )
    .refine((printers) => printers.filter((each) => each.default).length <= 1, {
      error: expecting('une seule imprimante par défaut', 'one default printer only'),
    })
    .describe('Printers, through CUPS'),
  shares: z
    .array(share)
    .max(50)
    .default([])
    .superRefine(unique(({ mountPoint }) => mountPoint, ['un point de montage libre', 'a free mount point']))
    .describe('Network shares, mounted on first use'),
  firewall: firewall.optional().describe('Firewall, nftables'),
});

export const recette = z.strictObject({
  checks: z
    .array(
      z.strictObject({
        kind: kebab.describe('Kind of check (`etabli profile checks` lists them)'),
        parameters: z.record(z.string().max(100), z.unknown()).optional().describe('Depends on the kind'),
        severity: z
          .enum(['blocking', 'reserve', 'information'])
          .default('blocking')
          .describe(
            '`blocking`: no certificate when it fails; `reserve`: written out in the certificate; `information`: only told',
          ),
        requirement: bilingual.optional().describe('The requirement that it proves'),
      }),
    )
    .max(500)
    .default([])
    .describe('What is measured on the installed PC'),
  manual: z
    .array(
      z.strictObject({
        id: kebab.describe('Short name'),
        title: z.strictObject({ fr: line, en: line }).describe('What the technician looks at'),
        severity: z.enum(['blocking', 'reserve', 'information']).default('reserve'),
      }),
    )
    .max(100)
    .default([])
    .superRefine(
      unique(({ id }) => id, ['un contrôle qui n’est pas déjà dans la liste', 'a check not yet in the list']),
    )
    .describe('What only a person can judge: screen, keyboard, webcam, sound'),
});
