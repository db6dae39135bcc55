import { z } from 'zod';
import { domainName } from '../eap.schema.js';
import { kebab, line, secret, ssid } from '../names.js';
import { bundleId, flag, text, webAddress, whole } from './apple-text.js';

const port = z.number().int().min(0).max(65_535);
const tls = z.enum(['1.0', '1.1', '1.2', '1.3']).optional();

export const wifi = z.strictObject({
  ssid: ssid.describe('SSID of a network of `network.wifi`'),
  proxy: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('manual').describe('One proxy'),
        server: line.describe('Its name or address'),
        port: port.describe('Its port'),
        user: line.optional().describe('User name'),
        password: secret.optional().describe('Password'),
      }),
      z.strictObject({
        kind: z.literal('automatic').describe('A PAC file'),
        url: webAddress(['http', 'https']).optional().describe('Where it is; found by WPAD without it'),
        fallback: flag('Connect directly when the PAC file cannot be had'),
      }),
    ])
    .optional()
    .describe('Proxy on this network'),
  ipv6: flag('IPv6 on this network'),
  captiveBypass: flag('iPhone: the captive portal is not looked for'),
  setupModes: z
    .array(z.enum(['system', 'login-window']))
    .max(2)
    .optional()
    .describe('Mac: connected for the system, or by who logs in'),
  tlsMinimum: tls.describe('Lowest TLS of EAP'),
  tlsMaximum: tls.describe('Highest TLS of EAP'),
});

export const vpn = z.strictObject({
  name: line.describe('Name of an IKEv2 connection of `network.vpn`'),
  lockdown: flag('Supervised iPhone and iPad: no network without the VPN'),
  userToggle: flag('The user may switch the VPN off all the same'),
});

export const dns = z.strictObject({
  protocol: z.enum(['https', 'tls']).describe('DNS over HTTPS or over TLS'),
  serverUrl: webAddress(['https']).optional().describe('For HTTPS: RFC 8484 address'),
  serverName: domainName.optional().describe('For TLS: name of the server’s certificate'),
  addresses: z.array(line).max(20).optional().describe('Addresses of the servers'),
  domains: z.array(line).max(100).optional().describe('Domains that these servers answer; all without it'),
  locked: flag('The user may not turn it off'),
});

const provider = z
  .strictObject({
    bundleId: bundleId.describe('Bundle of the provider'),
    requirement: text.describe('Its designated requirement'),
  })
  .optional();

export const contentFilter = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('built-in').describe('The filter of iPhone and iPad'),
    automatic: flag('Adult sites are limited automatically'),
    permitted: z
      .array(webAddress(['http', 'https']))
      .max(500)
      .optional()
      .describe('Let through all the same'),
    denied: z
      .array(webAddress(['http', 'https']))
      .max(500)
      .optional()
      .describe('Refused'),
    onlyThese: z
      .array(
        z.strictObject({
          url: webAddress(['http', 'https']).describe('Address'),
          title: line.describe('Title'),
        }),
      )
      .max(500)
      .optional()
      .describe('The only sites allowed, as bookmarks'),
  }),
  z.strictObject({
    kind: z.literal('plugin').describe('The filter of an app'),
    name: line.describe('Name that is shown'),
    bundleId: bundleId.describe('Bundle of the app'),
    server: line.optional().describe('Its server'),
    organisation: line.optional().describe('Organisation that is given to it'),
    user: line.optional().describe('User name'),
    password: secret.optional().describe('Password'),
    certificate: kebab.optional().describe('Certificate of this device, by its name in `certificates`'),
    browsers: flag('iPhone: WebKit is filtered'),
    sockets: flag('Sockets are filtered'),
    packets: flag('Mac: packets are filtered'),
    dataProvider: provider.describe('Mac: provider of the sockets’ filter'),
    packetProvider: provider.describe('Mac: provider of the packets’ filter'),
    grade: z.enum(['firewall', 'inspector']).optional().describe('Mac: which comes first of several filters'),
    vendor: z
      .record(line, z.union([text, z.boolean(), z.number().int()]))
      .optional()
      .describe('What the app reads'),
  }),
]);

export const kerberos = z.strictObject({
  realm: z
    .string()
    .regex(/^[A-Z0-9.-]{1,253}$/)
    .describe('Realm, upper-case: EXEMPLE.FR'),
  hosts: z.array(line).min(1).max(100).describe('Hosts and domains: exemple.fr, .exemple.fr'),
  principal: line.optional().describe('Principal, without the realm'),
  certificate: kebab.optional().describe('Certificate of the user for PKINIT, by its name in `certificates`'),
  domains: z.array(line).max(100).optional().describe('DNS suffixes of the realm'),
  kdcs: z.array(line).max(20).optional().describe('KDCs to try first'),
  site: line.optional().describe('Active Directory site'),
  isDefault: flag('It is the default realm'),
  autoDiscovery: flag('The site is found by LDAP'),
  automaticLogin: flag('The password may be kept in the keychain'),
  userPresence: flag('The user must be there: Touch ID, Face ID or passcode'),
  requireTls: flag('LDAP only over TLS'),
  apps: z.array(bundleId).max(100).optional().describe('Apps that may use the tickets'),
  managedApps: flag('Managed apps may too'),
  helpText: text.optional().describe('What the user is shown at the foot of the window'),
  userLabel: line.optional().describe('What the user name is called'),
  passwordChange: flag('Mac: the password may be changed'),
  passwordUrl: webAddress(['https']).optional().describe('Mac: where the password is changed'),
  passwordNoticeDays: whole(0, 365, 'Mac: days of notice before the password expires'),
  syncLocalPassword: flag('Mac: the local password follows'),
});

const domainGroups = z.array(line).max(100).optional();

export const directory = z.strictObject({
  domain: domainName.describe('Active Directory domain'),
  user: line.optional().describe('Who may join; asked without it'),
  password: secret.optional().describe('Their password'),
  computerName: line.optional().describe('Name of the computer’s object'),
  organizationalUnit: line.optional().describe('Where the object is: CN=Computers,DC=exemple,DC=fr'),
  mobileAccount: flag('A mobile account is made at login'),
  confirmMobileAccount: flag('The user is asked first'),
  localHome: flag('The home folder is on the Mac'),
  uncPath: flag('The UNC path of Active Directory is the network home'),
  mountStyle: z.enum(['afp', 'smb']).optional().describe('Protocol of the network home'),
  shell: line.optional().describe('Login shell'),
  preferredServer: domainName.optional().describe('Domain controller to prefer'),
  administrators: domainGroups.describe('Groups whose members administer the Mac'),
  allDomains: flag('Users of every domain of the forest may log in'),
  namespace: z.enum(['forest', 'domain']).optional().describe('Where names are unique'),
  packetSigning: z.enum(['allow', 'disable', 'require']).optional().describe('Signing of packets'),
  packetEncryption: z
    .enum(['allow', 'disable', 'require', 'ssl'])
    .optional()
    .describe('Encryption of packets'),
  ddnsInterfaces: domainGroups.describe('Interfaces that DNS is updated for: en0'),
  passwordIntervalDays: whole(0, 365, 'Days between changes of the computer’s password'),
});

export const enrolment = z.strictObject({
  serverUrl: webAddress(['https']).describe('Management server'),
  checkInUrl: webAddress(['https']).optional().describe('Where the device checks in; the server without it'),
  topic: z
    .string()
    .regex(/^com\.apple\.mgmt\.[A-Za-z0-9.-]+$/)
    .describe('APNs topic: com.apple.mgmt.External.…'),
  identity: kebab.describe('Certificate of this device, by its name in `certificates`'),
  accessRights: z.number().int().min(1).max(8191).default(8191).describe('What the server may do, added up'),
  signMessage: flag('Messages are signed with the certificate'),
  checkOut: flag('The device tells when the profile is removed'),
  perUserConnections: flag('Mac: each user has a connection too'),
  bootstrapToken: flag('Mac: the server keeps a bootstrap token'),
  developmentApns: flag('Development servers of APNs'),
  pinnedCertificates: z.array(kebab).max(10).optional().describe('Authorities of the server, and no other'),
});
