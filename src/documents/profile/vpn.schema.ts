import { isIP } from 'node:net';
import { z } from 'zod';
import { clientCertificate, domainName, identity, trust } from './eap.schema.js';
import { expecting } from './expected.js';
import { interfaceName, kebab, secret } from './names.js';

function isCidr(text: string): boolean {
  const [ip = '', bits = '', ...rest] = text.split('/');
  const most = isIP(ip) === 4 ? 32 : isIP(ip) === 6 ? 128 : -1;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

export const cidr = z.string().refine(isCidr, {
  error: expecting('une adresse et une longueur, 10.0.0.2/24', 'an address and a length, 10.0.0.2/24'),
});

const key = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, {
  error: expecting('une clé WireGuard en base64', 'a WireGuard key in base64'),
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

const wireguard = z.strictObject({
  name: interfaceName.describe('Name of the connection and of its interface'),
  kind: z.literal('wireguard').describe('Kind of VPN'),
  privateKey: secret.describe('Private key of this PC'),
  addresses: z.array(cidr).min(1).max(10).describe('Addresses of this PC inside the VPN'),
  peer: peer.describe('The other end'),
});

/** Shown to users, and part of file names and commands: no slash, no quote. */
export const connectionName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,62}[\p{L}\p{N}]$/u, {
  error: expecting(
    'des lettres, des chiffres, espaces, - _ et ., 2 à 64',
    'letters, digits, spaces, - _ and ., 2 to 64',
  ),
});

const server = z.string().refine((text) => isIP(text) > 0 || domainName.safeParse(text).success, {
  error: expecting('un nom DNS ou une adresse IP', 'a DNS name or an IP address'),
});

const common = {
  name: connectionName.describe('Name of the connection'),
  server: server.describe('VPN server'),
  alwaysOn: z.boolean().optional().describe('Connected whenever there is a network'),
  splitTunnel: z.boolean().optional().describe('Only `routes` go through the VPN; everything without it'),
  routes: z.array(cidr).max(200).optional().describe('Networks behind the VPN'),
  dnsSuffixes: z.array(domainName).max(20).optional().describe('Domains that the VPN’s DNS servers answer'),
  dnsServers: z
    .array(
      z.string().refine((text) => isIP(text) > 0, { error: expecting('une adresse IP', 'an IP address') }),
    )
    .max(6)
    .optional()
    .describe('DNS servers behind the VPN, for dnsSuffixes'),
  trustedNetworks: z
    .array(domainName)
    .max(20)
    .optional()
    .describe('DNS suffixes of networks where the VPN is not needed'),
};

const byCertificate = z.strictObject({
  method: z.literal('certificate').describe('The machine’s certificate'),
  certificate: clientCertificate,
  ...trust,
});
const byEapTls = z.strictObject({
  method: z.literal('eap-tls').describe('EAP with a certificate'),
  certificate: clientCertificate,
  identity: identity.optional().describe('Name that is sent; that of the certificate without it'),
  ...trust,
});
const byEapPassword = z.strictObject({
  method: z.literal('eap-mschapv2').describe('EAP with a user name and a password'),
  user: identity.optional().describe('User name; asked without it'),
  password: secret.optional().describe('Password; asked without it'),
  ...trust,
});
const byPassword = z.strictObject({
  method: z.literal('password').describe('A user name and a password, MS-CHAPv2'),
  user: identity.optional().describe('User name; asked without it'),
  password: secret.optional().describe('Password; asked without it'),
  ...trust,
});
const byKey = z.strictObject({
  method: z.literal('psk').describe('A key that both ends know'),
  preSharedKey: secret.describe('The key'),
});

const ENCRYPTIONS = ['aes-128-cbc', 'aes-256-cbc', 'aes-128-gcm', 'aes-256-gcm'] as const;

const cryptography = z.strictObject({
  encryption: z.enum(ENCRYPTIONS).describe('Encryption of IKE and of ESP'),
  integrity: z.enum(['sha256', 'sha384']).describe('Integrity and pseudo-random function'),
  group: z
    .union([z.literal(14), z.literal(19), z.literal(20)])
    .describe('Diffie-Hellman group: 14 MODP 2048, 19 and 20 elliptic curves P-256 and P-384'),
});

const ikev2 = z.strictObject({
  kind: z.literal('ikev2').describe('IKEv2/IPsec, RFC 7296'),
  ...common,
  remoteId: domainName.optional().describe('Name that the server proves; `server` without it'),
  localId: identity.optional().describe('Name that this device gives'),
  authentication: z
    .discriminatedUnion('method', [byCertificate, byEapTls, byEapPassword, byKey])
    .describe('How this device proves who it is'),
  cryptography: cryptography.optional().describe('One suite; what both ends agree on without it'),
});

const l2tp = z.strictObject({
  kind: z.literal('l2tp').describe('L2TP over IPsec, RFC 3193'),
  ...common,
  preSharedKey: secret.optional().describe('Key of IPsec; the machine’s certificate without it'),
  authentication: byPassword.describe('The user inside the tunnel'),
});

const sstp = z.strictObject({
  kind: z.literal('sstp').describe('SSTP, over HTTPS'),
  ...common,
  authentication: z
    .discriminatedUnion('method', [byPassword, byEapTls, byEapPassword])
    .describe('How the user proves who they are'),
});

const openvpn = z.strictObject({
  kind: z.literal('openvpn').describe('OpenVPN'),
  ...common,
  port: z.number().int().min(1).max(65_535).optional().describe('Port; 1194 by default'),
  protocol: z.enum(['udp', 'tcp']).optional().describe('udp by default'),
  trustedCertificates: z.array(kebab).min(1).max(10).describe('Authorities of the server'),
  clientCertificate: clientCertificate.optional(),
  user: identity.optional().describe('User name, when the server asks for one'),
  password: secret.optional().describe('Password of that user'),
  tlsCrypt: secret.optional().describe('Static key of --tls-crypt'),
  cipher: z
    .enum(['AES-128-GCM', 'AES-256-GCM', 'CHACHA20-POLY1305'])
    .optional()
    .describe('Data cipher; what both ends agree on without it'),
});

export const vpn = z
  .discriminatedUnion('kind', [wireguard, ikev2, l2tp, sstp, openvpn])
  .superRefine((connection, context) => {
    if (connection.kind === 'openvpn' && !connection.clientCertificate && !connection.user)
      context.addIssue({
        code: 'custom',
        path: ['clientCertificate'],
        message: expecting('un certificat ou un utilisateur', 'a certificate or a user'),
      });
    if (connection.kind === 'wireguard' || !connection.dnsServers?.length || connection.dnsSuffixes?.length)
      return;
    context.addIssue({
      code: 'custom',
      path: ['dnsSuffixes'],
      message: expecting('les domaines de ces serveurs DNS', 'the domains of these DNS servers'),
    });
  });

export type ProfileVpn = z.output<typeof vpn>;
