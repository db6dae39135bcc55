import { renderTemplate } from '../../../../platform/template/index.js';
import type { MachineScript, OptionGroup } from '../contribution.js';
import { addressSettings } from '../network/addresses.js';
import { certificateContribution } from '../network/certificates.js';
import { firewallScript, firewallSettings } from '../network/firewall.js';
import { proxyScripts } from '../network/proxy.js';
import { vpnContribution } from '../network/vpn.js';
import { wifiContribution } from '../network/wifi.js';

/**
 * Addresses, DNS, proxy and firewall of `windows.network`; Wi-Fi, VPN and certificates of the profile, which Windows
 * shares with other systems. Certificates come before what refers to them.
 */
export const networkGroup: OptionGroup = (order) => {
  const network = order.windows.network ?? {};
  const { firewall, proxy, location } = network;
  const parts = [certificateContribution(order), wifiContribution(order), vpnContribution(order)];
  return {
    settings: [
      ...addressSettings(network, order.machine),
      ...(firewall === undefined ? [] : firewallSettings(firewall)),
    ],
    files: parts.flatMap(({ files }) => files),
    scripts: [
      ...(proxy === undefined ? [] : proxyScripts(proxy)),
      ...(firewall === undefined ? [] : firewallScript(firewall)),
      ...parts.flatMap(({ scripts }) => scripts),
      ...(location === undefined ? [] : [locationScript(location)]),
    ],
  };
};

function locationScript(location: 'private' | 'public'): MachineScript {
  const category = location === 'private' ? 'Private' : 'Public';
  return {
    phase: 'firstLogon',
    language: 'powershell',
    name: 'network-location',
    text: renderTemplate('answer/windows/network/location.ps1', { category }),
  };
}
