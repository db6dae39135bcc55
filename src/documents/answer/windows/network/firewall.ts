import type { WindowsFirewall } from '../../../profile/index.js';
import { FIREWALL_NAMES, FIREWALL_OPTIONS, FIREWALL_PROFILES } from '../../../windows-tables/index.js';
import { optionPart } from '../option-values.js';
import { renderTemplate } from '../../../../platform/template/index.js';
import { place, type PlacedSettings, setting, type SettingElement } from '../answer-tree.js';
import type { MachineScript } from '../contribution.js';

/** The settings of Networking-MPSSVC-Svc in specialize: the firewall for each network profile, and rule groups. */
export function firewallSettings(firewall: WindowsFirewall): (PlacedSettings | undefined)[] {
  const groups = (firewall.groups ?? []).map(({ group, profile, active }, index): SettingElement => ({
    name: 'FirewallGroup',
    action: 'add',
    attributes: { 'wcm:keyValue': String(index + 1) },
    content: [
      { name: 'Active', content: String(active) },
      { name: 'Group', content: group },
      { name: 'Profile', content: profile },
    ],
  }));
  return [
    ...optionPart(FIREWALL_OPTIONS, firewall).settings,
    place('specialize', 'Networking-MPSSVC-Svc', [setting('FirewallGroups', groups)]),
  ];
}

/** Settings that only PowerShell can make: default actions and custom rules. */
export function firewallScript(firewall: WindowsFirewall): MachineScript[] {
  const defaults = FIREWALL_PROFILES.flatMap((name) => {
    const { inbound, outbound } = firewall[name] ?? {};
    if (inbound === undefined && outbound === undefined) return [];
    return [{ name: FIREWALL_NAMES[name], inbound: word(inbound), outbound: word(outbound) }];
  });
  const rules = (firewall.rules ?? []).map((rule, index) => ({
    id: `Etabli-${index + 1}`,
    parameters: Object.entries(parameters(rule)).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, isList: typeof value === 'object', value }],
    ),
  }));
  if (defaults.length === 0 && rules.length === 0) return [];
  const text = renderTemplate('answer/windows/network/firewall.ps1', { defaults, rules });
  return [{ phase: 'system', language: 'powershell', name: 'firewall', text }];
}

const word = (action: 'allow' | 'block' | undefined): string =>
  action === undefined ? '' : action === 'allow' ? 'Allow' : 'Block';

/** The names of ICMP in New-NetFirewallRule; other protocols have the same name. */
const PROTOCOLS = { any: 'Any', tcp: 'TCP', udp: 'UDP', icmpv4: 'ICMPv4', icmpv6: 'ICMPv6' } as const;

type Rule = NonNullable<WindowsFirewall['rules']>[number];

/** The parameters of New-NetFirewallRule, without -Name. */
function parameters(rule: Rule): Record<string, string | string[] | undefined> {
  return {
    DisplayName: rule.name,
    Direction: rule.direction === 'in' ? 'Inbound' : 'Outbound',
    Action: word(rule.action),
    Profile: rule.profiles?.map((name) => FIREWALL_NAMES[name]).join(', ') ?? 'Any',
    Protocol: PROTOCOLS[rule.protocol],
    LocalPort: rule.localPorts,
    RemotePort: rule.remotePorts,
    RemoteAddress: rule.remoteAddresses,
    Program: rule.program,
    Service: rule.service,
    Enabled: rule.enabled ? 'True' : 'False',
  };
}
