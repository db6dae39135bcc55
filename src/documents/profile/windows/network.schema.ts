import { z } from 'zod';
import { domainName } from '../eap.schema.js';
import { expecting } from '../expected.js';
import { isUrl } from '../rules.js';
import { vpnProfiles, wlanProfiles } from './connection-xml.schema.js';
import { firewall } from './firewall.schema.js';
import { interfaces } from './interface.schema.js';
import { option } from './option.js';
import { optionShape } from './option-shape.js';
import { NETWORK_OPTIONS } from '../../windows-tables/index.js';

const DNS_CLIENT = 'specialize Microsoft-Windows-DNS-Client';
const WINHTTP = 'script system netsh winhttp set proxy';
const USERS = (value: string): string =>
  `script defaultUser HKU\\DefaultUser\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings ${value}`;

const dns = z.strictObject({
  domain: option(
    domainName.optional(),
    { fr: 'Le domaine DNS principal du PC', en: 'Primary DNS domain of the PC' },
    `${DNS_CLIENT} DNSDomain`,
  ),
  suffixes: option(
    z.array(domainName).min(1).max(50).optional(),
    {
      fr: 'Les domaines essayés après un nom court, dans cet ordre',
      en: 'Domains that are tried after a short name, in this order',
    },
    `${DNS_CLIENT} DNSSuffixSearchOrder/DomainName`,
  ),
  devolution: option(
    z.boolean().optional(),
    {
      fr: 'Les domaines parents du domaine principal sont essayés aussi',
      en: 'The parents of the primary domain are tried as well',
    },
    `${DNS_CLIENT} UseDomainNameDevolution`,
  ),
});

const isServer = (text: string): boolean => {
  const port = /^(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]+\]):(\d{1,5})$/.exec(text)?.[1];
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535;
};

const proxy = z
  .strictObject({
    server: option(
      z
        .string()
        .refine(isServer, {
          error: expecting('hôte:port : proxy.exemple.fr:8080', 'host:port: proxy.example.org:8080'),
        })
        .optional(),
      { fr: 'Le proxy, hôte:port', en: 'The proxy, host:port' },
      WINHTTP,
      USERS('ProxyServer'),
    ),
    bypass: option(
      z
        .array(
          z.string().regex(/^[A-Za-z0-9*._:[\]-]{1,253}$/, {
            error: expecting(
              'un nom ou une adresse, * pour plusieurs : *.exemple.fr',
              'a name or an address, * for several: *.example.org',
            ),
          }),
        )
        .max(100)
        .optional(),
      {
        fr: 'Ce qui se joint sans lui : `*.corp.example`',
        en: 'What is reached without it: `*.corp.example`',
      },
      WINHTTP,
      USERS('ProxyOverride'),
    ),
    bypassLocal: option(
      z.boolean().optional(),
      {
        fr: 'Les noms sans point se joignent sans lui ; true par défaut',
        en: 'Names without a dot are reached without it; true without it',
      },
      WINHTTP,
      USERS('ProxyOverride'),
    ),
    autoConfigUrl: option(
      z
        .string()
        .max(500)
        .refine((text) => isUrl(text, ['http', 'https']), {
          error: expecting('une adresse http:// ou https://', 'an http:// or https:// address'),
        })
        .optional(),
      {
        fr: 'L’adresse d’un fichier PAC, pour les utilisateurs ; WinHTTP n’en a pas',
        en: 'Address of a PAC file, for people; WinHTTP has none',
      },
      USERS('AutoConfigURL'),
    ),
  })
  .refine(({ server, autoConfigUrl }) => (server ?? autoConfigUrl) !== undefined, {
    path: ['server'],
    error: expecting('un proxy ou un autoConfigUrl', 'a proxy or an autoConfigUrl'),
  })
  .refine(
    ({ server, bypass, bypassLocal }) => server !== undefined || (bypass ?? bypassLocal) === undefined,
    {
      path: ['bypass'],
      error: expecting('rien sans server', 'nothing without server'),
    },
  );

export const network = z.strictObject({
  interfaces: option(
    interfaces.optional(),
    { fr: 'Les adresses fixes, par interface', en: 'Fixed addresses, by interface' },
    'specialize Microsoft-Windows-TCPIP Interfaces/Interface',
    `${DNS_CLIENT} Interfaces/Interface`,
  ),
  dns: option(dns.optional(), { fr: 'Le DNS de tout le PC', en: 'DNS of the whole PC' }, DNS_CLIENT),
  proxy: option(
    proxy.optional(),
    {
      fr: 'Le proxy des services et de chaque nouveau compte',
      en: 'Proxy of services and of every new account',
    },
    WINHTTP,
    USERS('ProxyEnable'),
  ),
  firewall: option(
    firewall.optional(),
    { fr: 'Le pare-feu', en: 'Firewall' },
    'specialize Networking-MPSSVC-Svc',
  ),
  ...optionShape(NETWORK_OPTIONS),
  wlanProfiles: option(
    wlanProfiles.optional(),
    {
      fr: 'Des profils WLAN écrits à la main, en plus du Wi-Fi de `network` du profil',
      en: 'WLAN profiles by hand, beside the Wi-Fi of the profile’s `network`',
    },
    'script system netsh wlan add profile',
  ),
  vpnProfiles: option(
    vpnProfiles.optional(),
    {
      fr: 'Des ProfileXML écrits à la main, en plus du VPN de `network` du profil',
      en: 'ProfileXML by hand, beside the VPN of the profile’s `network`',
    },
    'script firstLogon MDM_VPNv2_01 ProfileXML',
  ),
});

export type WindowsNetwork = z.output<typeof network>;
