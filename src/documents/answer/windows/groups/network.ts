import { NETWORK_OPTIONS } from '../../../windows-tables/index.js';
import type { OptionGroup } from '../contribution.js';
import { addressSettings } from '../network/addresses.js';
import { certificateContribution } from '../network/certificates.js';
import { firewallScript, firewallSettings } from '../network/firewall.js';
import { proxyScripts } from '../network/proxy.js';
import { vpnContribution } from '../network/vpn.js';
import { wifiContribution } from '../network/wifi.js';
import { optionPart } from '../option-values.js';

/**
 * Addresses, DNS, proxy and firewall of `windows.network`, and the Wi-Fi, VPN and certificates that Windows shares with
 * other systems. Certificates come first, since the others refer to them.
 */
export const networkGroup: OptionGroup = (order) => {
  const network = order.windows.network ?? {};
  const { firewall, proxy } = network;
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
      ...optionPart({ location: NETWORK_OPTIONS.location }, network).scripts,
    ],
  };
};
