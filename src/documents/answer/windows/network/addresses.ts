import type { WindowsInterface, WindowsNetwork } from '../../../profile/index.js';
import { listItem, place, type PlacedSettings, setting, type SettingElement } from '../answer-tree.js';
import type { AnswerMachine } from '../contribution.js';
import { refusedOption } from '../refused-option.js';

/**
 * Fixed addresses and routes (Microsoft-Windows-TCPIP) and DNS (Microsoft-Windows-DNS-Client), both in specialize.
 * Throws InputError if an interface is the first of the PC and its MAC address is not known.
 */
export function addressSettings(
  { interfaces = [], dns }: WindowsNetwork,
  machine: AnswerMachine,
): (PlacedSettings | undefined)[] {
  const named = interfaces.map((one, index) => ({ one, identifier: identifierOf(one, index, machine) }));
  const addressed = named.flatMap(({ one, identifier }) => item(identifier, addresses(one)));
  const resolving = named.flatMap(({ one, identifier }) => item(identifier, resolution(one.dns ?? {})));
  return [
    place('specialize', 'Microsoft-Windows-TCPIP', [setting('Interfaces', addressed)]),
    place('specialize', 'Microsoft-Windows-DNS-Client', [
      setting('DNSDomain', dns?.domain),
      setting('DNSSuffixSearchOrder', keyed('DomainName', dns?.suffixes)),
      setting('UseDomainNameDevolution', dns?.devolution),
      setting('Interfaces', resolving),
    ]),
  ];
}

/** The MAC address format of Windows Setup: `52-54-00-12-34-56`. */
function identifierOf({ mac, name }: WindowsInterface, index: number, machine: AnswerMachine): string {
  const address = name === undefined ? (mac ?? machine.macs?.[0]) : undefined;
  if (name !== undefined) return name;
  if (address !== undefined) return address.replaceAll(':', '-').toUpperCase();
  throw refusedOption(`windows.network.interfaces[${index}].mac`, undefined, {
    fr: 'mac ou name, car l’adresse MAC de ce poste n’est pas connue',
    en: 'mac or name, since no MAC address of this PC is known',
  });
}

/** An interface with settings; Identifier comes last. Empty if there are none besides Identifier. */
function item(identifier: string, elements: (SettingElement | undefined)[]): SettingElement[] {
  if (elements.every((element) => element === undefined)) return [];
  return [listItem('Interface', [setting('Identifier', identifier), ...elements])];
}

function addresses({ ipv4, ipv6, routes = [] }: WindowsInterface): (SettingElement | undefined)[] {
  const all = [...(ipv4?.addresses ?? []), ...(ipv6?.addresses ?? [])];
  const hops: Route[] = [
    ...(ipv4?.gateway === undefined ? [] : [{ prefix: '0.0.0.0/0', nextHop: ipv4.gateway }]),
    ...(ipv6?.gateway === undefined ? [] : [{ prefix: '::/0', nextHop: ipv6.gateway }]),
    ...routes,
  ];
  return [
    setting('Ipv4Settings', family(ipv4)),
    setting('Ipv6Settings', family(ipv6)),
    setting('UnicastIpAddresses', keyed('IpAddress', all)),
    setting('Routes', hops.map(route)),
  ];
}

function family(settings: WindowsInterface['ipv4']): (SettingElement | undefined)[] {
  if (settings === undefined) return [];
  const dhcp = settings.dhcp ?? (settings.addresses === undefined ? undefined : false);
  return [
    setting('DhcpEnabled', dhcp),
    setting('Metric', settings.metric),
    setting('RouterDiscoveryEnabled', settings.routerDiscovery),
  ];
}

type Route = NonNullable<WindowsInterface['routes']>[number];

function route({ prefix, nextHop, metric }: Route, index: number): SettingElement {
  return listItem('Route', [
    setting('Identifier', index),
    setting('Metric', metric),
    setting('NextHopAddress', nextHop),
    setting('Prefix', prefix),
  ]);
}

function resolution(dns: NonNullable<WindowsInterface['dns']>): (SettingElement | undefined)[] {
  return [
    setting('DNSServerSearchOrder', keyed('IpAddress', dns.servers)),
    setting('DNSDomain', dns.domain),
    setting('EnableAdapterDomainNameRegistration', dns.register),
    setting('DisableDynamicUpdate', dns.dynamicUpdate === undefined ? undefined : !dns.dynamicUpdate),
  ];
}

/** A list of texts, each with its position as the key: `<IpAddress wcm:action="add" wcm:keyValue="1">`. */
function keyed(name: string, values: readonly string[] = []): SettingElement[] {
  return values.map((content, index) => ({
    name,
    action: 'add',
    attributes: { 'wcm:keyValue': String(index + 1) },
    content,
  }));
}
