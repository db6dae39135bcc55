import { addVpnCommands, contextOf, vpnProfileXml } from '../../../connection/index.js';
import { withSecret } from '../../../profile/index.js';
import { renderTemplate } from '../../../../platform/template/index.js';
import { escapeText } from '../../../../platform/xml/index.js';
import { type CarriedFile, carriedPath, type MachineScript, type WindowsOrder } from '../contribution.js';
import { oneLineSecret } from './one-line-secret.js';

/** A ProfileXML file on the PC for the MDM bridge. */
interface BridgedProfile {
  /** Name of the connection. */
  name: string;
  file: CarriedFile;
}

/**
 * The VPN connections of a PC: PowerShell commands for manual ones; ProfileXML through the MDM bridge for those that
 * are always on or given as XML. All run at the first logon, when the services that they need are running.
 */
export function vpnContribution(order: WindowsOrder): { files: CarriedFile[]; scripts: MachineScript[] } {
  const bridged = [...alwaysOn(order), ...byHand(order)];
  return { files: bridged.map(({ file }) => file), scripts: [...commands(order), ...bridge(bridged)] };
}

function commands({ profile, secret }: WindowsOrder): MachineScript[] {
  const connections = profile.network.vpn.flatMap((vpn, index) =>
    isAlwaysOn(vpn) ? [] : [addVpnCommands(vpn, contextOf(profile, 'vpn', index, secret))],
  );
  if (connections.length === 0) return [];
  // The commands are already quoted, and a template would escape them again.
  const text = [
    "$ErrorActionPreference = 'Stop'",
    '$script:faults = 0',
    ...connections.flatMap((lines) => [
      '',
      'try {',
      ...lines.map((line) => `    ${line}`),
      '} catch {',
      '    $script:faults += 1',
      '    [Console]::Error.WriteLine("not added: VPN: $_")',
      '}',
    ]),
    '',
    'exit $script:faults',
    '',
  ].join('\n');
  const isSecret = profile.network.vpn.some((vpn) => vpn.kind === 'l2tp' && vpn.preSharedKey !== undefined);
  return [
    { phase: 'firstLogon', language: 'powershell', name: 'vpn', text, ...(isSecret && { secret: true }) },
  ];
}

type Vpn = WindowsOrder['profile']['network']['vpn'][number];

const isAlwaysOn = (vpn: Vpn): boolean => vpn.kind !== 'wireguard' && vpn.alwaysOn === true;

function alwaysOn({ profile, secret }: WindowsOrder): BridgedProfile[] {
  return profile.network.vpn.flatMap((vpn, index) => {
    if (!isAlwaysOn(vpn)) return [];
    const text = vpnProfileXml(vpn, contextOf(profile, 'vpn', index, secret));
    const isSecret = vpn.kind === 'l2tp' && vpn.preSharedKey !== undefined;
    const file = { name: `vpn-${index + 1}.xml`, text, ...(isSecret && { secret: true }) };
    return [{ name: vpn.name, file }];
  });
}

function byHand({ windows, secret }: WindowsOrder): BridgedProfile[] {
  return (windows.network?.vpnProfiles ?? []).map(({ name, xml, l2tpPsk }, index) => {
    const file = { name: `vpn-by-hand-${index + 1}.xml`, text: xml };
    if (l2tpPsk === undefined) return { name, file };
    const field = `windows.network.vpnProfiles[${index}].l2tpPsk`;
    const value = escapeText(oneLineSecret(field, l2tpPsk, secret));
    return { name, file: { ...file, text: withSecret(xml, 'L2tpPsk', value), secret: true } };
  });
}

function bridge(bridged: BridgedProfile[]): MachineScript[] {
  if (bridged.length === 0) return [];
  const profiles = bridged.map(({ name, file }) => ({ name, path: carriedPath(file.name) }));
  const text = renderTemplate('answer/windows/network/vpn-bridge.ps1', { profiles });
  return [{ phase: 'firstLogon', language: 'powershell', name: 'vpn-always-on', text }];
}
