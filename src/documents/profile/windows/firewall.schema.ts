import { isIP } from 'node:net';
import { z } from 'zod';
import {
  filePath,
  FIREWALL_OPTIONS,
  FIREWALL_PROFILES,
  type FirewallProfile,
  windowsLine,
  windowsText,
} from '../../windows-tables/index.js';
import { expecting } from '../expected.js';
import { unique } from '../rules.js';
import { option } from './option.js';
import { optionShape } from './option-shape.js';

const SERVICE = 'specialize Networking-MPSSVC-Svc';
const RULE = (parameter: string): string => `script system New-NetFirewallRule -${parameter}`;

const group = z.strictObject({
  group: option(
    windowsLine(256),
    'The group of rules: `@FirewallAPI.dll,-28752` for Remote Desktop, the same in every language',
    `${SERVICE} FirewallGroups/FirewallGroup/Group`,
  ),
  profile: option(
    z.enum(['all', ...FIREWALL_PROFILES]).default('all'),
    'Kind of network',
    `${SERVICE} FirewallGroups/FirewallGroup/Profile`,
  ),
  active: option(
    z.boolean().default(true),
    'Whether its rules are on',
    `${SERVICE} FirewallGroups/FirewallGroup/Active`,
  ),
});

const port = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
const ports = z
  .array(
    z.union([z.int().min(1).max(65_535).transform(String), z.string()]).refine(
      (text) => {
        const [first = '', last = first, ...rest] = text.split('-');
        return rest.length === 0 && port(first) && port(last) && Number(first) <= Number(last);
      },
      { error: expecting('un port ou une plage : 443, 5000-5010', 'a port or a range: 443, 5000-5010') },
    ),
  )
  .min(1)
  .max(100)
  .optional();

const REMOTE_WORDS = ['LocalSubnet', 'DNS', 'DHCP', 'WINS', 'DefaultGateway', 'Internet', 'Intranet'];

/** An address, a network, a range, or a keyword of New-NetFirewallRule. */
function isRemote(text: string): boolean {
  if (REMOTE_WORDS.includes(text)) return true;
  const [address = '', length] = text.split('/');
  const version = address.includes('%') ? 0 : isIP(address);
  if (length !== undefined)
    return version > 0 && /^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128);
  const [first = '', last = '', ...rest] = text.split('-');
  return (
    version > 0 || (rest.length === 0 && isIP(first) > 0 && isIP(first) === isIP(last) && !text.includes('%'))
  );
}

const rule = z
  .strictObject({
    name: option(windowsLine(256), 'What it is for; shown in the list of rules', RULE('DisplayName')),
    direction: option(z.enum(['in', 'out']).default('in'), 'From outside, or to outside', RULE('Direction')),
    action: option(z.enum(['allow', 'block']).default('allow'), 'Let through or not', RULE('Action')),
    profiles: option(
      z.array(z.enum(FIREWALL_PROFILES)).min(1).max(3).optional(),
      'Kinds of network; all without it',
      RULE('Profile'),
    ),
    protocol: option(
      z.enum(['any', 'tcp', 'udp', 'icmpv4', 'icmpv6']).default('any'),
      'Protocol',
      RULE('Protocol'),
    ),
    localPorts: option(ports, 'Ports of this PC, for tcp and udp', RULE('LocalPort')),
    remotePorts: option(ports, 'Ports of the other end, for tcp and udp', RULE('RemotePort')),
    remoteAddresses: option(
      z
        .array(
          z.string().refine(isRemote, {
            error: expecting(
              'une adresse, un réseau, une plage, ou LocalSubnet, Internet, Intranet, DNS, DHCP, WINS, DefaultGateway',
              'an address, a network, a range, or LocalSubnet, Internet, Intranet, DNS, DHCP, WINS, DefaultGateway',
            ),
          }),
        )
        .min(1)
        .max(100)
        .optional(),
      'Addresses of the other end; any without it',
      RULE('RemoteAddress'),
    ),
    program: option(filePath.optional(), 'Program, by its path', RULE('Program')),
    service: option(
      windowsText(256, '\\/\\\\"', 'le nom court d’un service', 'the short name of a service').optional(),
      'Service, by its short name',
      RULE('Service'),
    ),
    enabled: option(z.boolean().default(true), 'Whether the rule is on', RULE('Enabled')),
  })
  .refine(
    ({ protocol, localPorts, remotePorts }) =>
      ['tcp', 'udp'].includes(protocol) || (localPorts ?? remotePorts) === undefined,
    { path: ['protocol'], error: expecting('tcp ou udp, avec des ports', 'tcp or udp, with ports') },
  );

const profile = (name: FirewallProfile) => z.strictObject(optionShape(FIREWALL_OPTIONS[name])).optional();

export const firewall = z.strictObject({
  domain: option(profile('domain'), 'On the network of the domain', SERVICE),
  private: option(profile('private'), 'On private networks', SERVICE),
  public: option(profile('public'), 'On public networks', SERVICE),
  groups: option(
    z.array(group).max(100).optional(),
    'Groups of rules that Windows brings, on or off',
    `${SERVICE} FirewallGroups/FirewallGroup`,
  ),
  rules: option(
    z
      .array(rule)
      .max(200)
      .superRefine(
        unique(
          ({ name }) => name,
          ['une règle qui n’est pas déjà dans la liste', 'a rule not yet in the list'],
        ),
      )
      .optional(),
    'Rules of your own',
    'script system New-NetFirewallRule',
  ),
});

export type WindowsFirewall = z.output<typeof firewall>;
