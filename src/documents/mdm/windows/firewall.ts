import type { ProfileMdm } from '../../profile/index.js';
import { FIREWALL_OPTIONS } from '../../windows-tables/index.js';
import { optionCommands } from './option-commands.js';
import { type CspCommand, replace, segment } from './syncml.js';

type Firewall = NonNullable<ProfileMdm['windows']['firewall']>;
type Rule = NonNullable<Firewall['rules']>[number];

const STORE = './Vendor/MSFT/Firewall/MdmStore';
/** Bits of Profiles of a rule; the default is 0x7FFFFFFF, all profiles. */
const NETWORKS = { domain: 1, private: 2, public: 4 } as const;
/** IANA protocol numbers. */
const PROTOCOLS = { tcp: 6, udp: 17, icmpv4: 1, icmpv6: 58 } as const;

/**
 * MS Learn, "Firewall CSP". Rule values use Replace, not Add: the first one creates the rule, and then the others
 * already have defaults.
 */
export function firewallCommands(firewall: Firewall = {}): CspCommand[] {
  return [
    ...optionCommands(FIREWALL_OPTIONS, firewall, 'mdm.windows.firewall'),
    ...(firewall.rules ?? []).flatMap(ruleCommands),
  ];
}

/** In a rule, 1 allows and 0 blocks; in a profile it is the opposite. */
function ruleCommands(rule: Rule, index: number): CspCommand[] {
  const place = `${STORE}/FirewallRules/${segment(rule.name)}`;
  const field = `mdm.windows.firewall.rules[${index}]`;
  const text = (option: keyof Rule, node: string, value: string | undefined) =>
    value === undefined ? [] : [replace(`${field}.${option}`, `${place}/${node}`, 'chr', value)];
  const number = (option: keyof Rule, node: string, value: number | undefined) =>
    value === undefined ? [] : [replace(`${field}.${option}`, `${place}/${node}`, 'int', value)];
  return [
    ...text('name', 'Name', rule.name),
    ...text('description', 'Description', rule.description),
    ...text('direction', 'Direction', rule.direction.toUpperCase()),
    ...number('action', 'Action/Type', rule.action === 'allow' ? 1 : 0),
    ...number(
      'protocol',
      'Protocol',
      typeof rule.protocol === 'string' ? PROTOCOLS[rule.protocol] : rule.protocol,
    ),
    ...text('localPorts', 'LocalPortRanges', rule.localPorts),
    ...text('remotePorts', 'RemotePortRanges', rule.remotePorts),
    ...text('remoteAddresses', 'RemoteAddressRanges', rule.remoteAddresses),
    ...text('program', 'App/FilePath', rule.program),
    ...number('networks', 'Profiles', rule.networks && bits(rule.networks)),
    replace(`${field}.enabled`, `${place}/Enabled`, 'bool', rule.enabled),
  ];
}

function bits(networks: NonNullable<Rule['networks']>): number {
  return [...new Set(networks)].reduce((sum, name) => sum + NETWORKS[name], 0);
}
