import { isIP, isIPv4, isIPv6 } from 'node:net';
import { z } from 'zod';
import { domainName } from '../eap.schema.js';
import { expecting } from '../expected.js';
import { unique } from '../rules.js';
import { option } from './option.js';
import { windowsText } from '../../windows-tables/index.js';

const TCPIP = (path: string): string => `specialize Microsoft-Windows-TCPIP Interfaces/Interface/${path}`;
const DNS = (path: string): string => `specialize Microsoft-Windows-DNS-Client Interfaces/Interface/${path}`;

/** `address/length`, with a minimum length of `least`; undefined for anything else. */
function prefixOf(text: string, isAddress: (text: string) => boolean, least: number, most: number): boolean {
  const [address = '', length = '', ...rest] = text.split('/');
  if (rest.length > 0 || !/^\d{1,3}$/.test(length)) return false;
  return isAddress(address) && Number(length) >= least && Number(length) <= most;
}

const address4 = z.string().refine((text) => prefixOf(text, isIPv4, 1, 32), {
  error: expecting(
    'une adresse IPv4 et sa longueur : 10.0.0.5/24',
    'an IPv4 address and its length: 10.0.0.5/24',
  ),
});
/** A zone (`fe80::1%3`) names an interface of one PC, so it is refused in a profile. */
const isPlainIpv6 = (text: string): boolean => isIPv6(text) && !text.includes('%');
const address6 = z.string().refine((text) => prefixOf(text, isPlainIpv6, 1, 128), {
  error: expecting(
    'une adresse IPv6 et sa longueur : fd00::5/64',
    'an IPv6 address and its length: fd00::5/64',
  ),
});
const gateway4 = z.string().refine(isIPv4, {
  error: expecting('une adresse IPv4 : 10.0.0.1', 'an IPv4 address: 10.0.0.1'),
});
const gateway6 = z.string().refine(isPlainIpv6, {
  error: expecting('une adresse IPv6 : fe80::1', 'an IPv6 address: fe80::1'),
});
const metric = z.int().min(1).max(9999).optional();

/** An IPv4 or IPv6 address, without a zone. */
export const anyAddress = z.string().refine((text) => isIPv4(text) || isPlainIpv6(text), {
  error: expecting('une adresse IP', 'an IP address'),
});

const STATIC_OR_DHCP = expecting(
  'aucune adresse fixe quand dhcp est true',
  'no fixed address where dhcp is true',
);

function family(name: 'Ipv4Settings' | 'Ipv6Settings', address: typeof address4, gateway: typeof gateway4) {
  return z
    .strictObject({
      addresses: option(
        z.array(address).min(1).max(20).optional(),
        'Fixed addresses with the length of their network',
        TCPIP('UnicastIpAddresses/IpAddress'),
      ),
      gateway: option(gateway.optional(), 'The router', TCPIP('Routes/Route/NextHopAddress')),
      dhcp: option(
        z.boolean().optional(),
        'Addresses come from DHCP; false without it where there are fixed ones',
        TCPIP(`${name}/DhcpEnabled`),
      ),
      routerDiscovery: option(
        z.boolean().optional(),
        'Routers are found by themselves',
        TCPIP(`${name}/RouterDiscoveryEnabled`),
      ),
      metric: option(metric, 'The lowest is preferred', TCPIP(`${name}/Metric`)),
    })
    .refine(({ addresses, dhcp }) => dhcp !== true || addresses === undefined, {
      path: ['dhcp'],
      error: STATIC_OR_DHCP,
    })
    .optional();
}

/** Reports whether two addresses or prefixes are of the same family. */
const familyOf = (text: string): number => isIP(text.split('/')[0] ?? '');

const route = z
  .strictObject({
    prefix: option(
      z.string().refine((text) => prefixOf(text, isIPv4, 0, 32) || prefixOf(text, isPlainIpv6, 0, 128), {
        error: expecting('un réseau : 10.0.0.0/8', 'a network: 10.0.0.0/8'),
      }),
      'The network that is reached',
      TCPIP('Routes/Route/Prefix'),
    ),
    nextHop: option(anyAddress, 'The router that leads there', TCPIP('Routes/Route/NextHopAddress')),
    metric: option(metric, 'The lowest is preferred', TCPIP('Routes/Route/Metric')),
  })
  .refine(({ prefix, nextHop }) => familyOf(prefix) === familyOf(nextHop), {
    path: ['nextHop'],
    error: expecting('une adresse de la même famille que prefix', 'an address of the same family as prefix'),
  });

const dns = z.strictObject({
  servers: option(
    z.array(anyAddress).min(1).max(10).optional(),
    'DNS servers, the first asked first',
    DNS('DNSServerSearchOrder/IpAddress'),
  ),
  domain: option(domainName.optional(), 'DNS domain of this interface', DNS('DNSDomain')),
  register: option(
    z.boolean().optional(),
    'The name with that domain is put into the DNS',
    DNS('EnableAdapterDomainNameRegistration'),
  ),
  dynamicUpdate: option(
    z.boolean().optional(),
    'The PC keeps its own DNS records up to date',
    DNS('DisableDynamicUpdate'),
  ),
});

const says = (group: object): boolean => Object.values(group).some((value) => value !== undefined);

const networkInterface = z
  .strictObject({
    mac: option(
      z
        .string()
        .regex(/^[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}$/, {
          error: expecting('une adresse MAC : 52:54:00:12:34:56', 'a MAC address: 52:54:00:12:34:56'),
        })
        .transform((text) => text.toLowerCase().replaceAll('-', ':'))
        .optional(),
      'Which interface, by its MAC address; the first of the PC without mac nor name',
      TCPIP('Identifier'),
      DNS('Identifier'),
    ),
    name: option(
      windowsText(
        256,
        '\\\\\\/:*?"<>|',
        'un nom d’interface : Ethernet',
        'the name of an interface: Ethernet',
      ).optional(),
      'Which interface, by its name: `Ethernet`',
      TCPIP('Identifier'),
      DNS('Identifier'),
    ),
    ipv4: option(family('Ipv4Settings', address4, gateway4), 'IPv4', TCPIP('Ipv4Settings')),
    ipv6: option(family('Ipv6Settings', address6, gateway6), 'IPv6', TCPIP('Ipv6Settings')),
    routes: option(z.array(route).max(100).optional(), 'Further routes', TCPIP('Routes/Route')),
    dns: option(dns.optional(), 'DNS of this interface', DNS('DNSServerSearchOrder')),
  })
  .refine(({ mac, name }) => mac === undefined || name === undefined, {
    path: ['name'],
    error: expecting('soit mac, soit name', 'either mac or name'),
  })
  .refine(
    ({ ipv4 = {}, ipv6 = {}, dns = {}, routes = [] }) => says(ipv4) || says(ipv6) || says(dns) || routes[0],
    {
      error: expecting('ipv4, ipv6, routes ou dns', 'ipv4, ipv6, routes or dns'),
    },
  );

export const interfaces = z
  .array(networkInterface)
  .max(20)
  .superRefine(
    unique(
      ({ mac, name }) => mac ?? `name ${name ?? ''}`,
      ['une interface qui n’est pas déjà dans la liste', 'an interface not yet in the list'],
    ),
  );

export type WindowsInterface = z.output<typeof interfaces>[number];
