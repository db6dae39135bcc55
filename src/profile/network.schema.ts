import { isIP } from 'node:net';
import { z } from 'zod';
import { expecting } from './expected.js';
import { interfaceName, secret, ssid } from './names.js';
import { unique } from './rules.js';

function isCidr(text: string): boolean {
  const [ip = '', bits = '', ...rest] = text.split('/');
  const most = isIP(ip) === 4 ? 32 : isIP(ip) === 6 ? 128 : -1;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

const cidr = z.string().refine(isCidr, {
  error: expecting('une adresse et une longueur, 10.0.0.2/24', 'an address and a length, 10.0.0.2/24'),
});

const key = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, {
  error: expecting('une clé WireGuard en base64', 'a WireGuard key in base64'),
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
