import type { ProfileMdm, ProfileWifi } from '../../profile/index.js';
import type { NotCarried } from '../order.js';
import { type AppleContext, type Content, notCarried, present } from './apple-context.js';
import { rowsOf } from './rows.js';

type Extras = ProfileMdm['apple']['wifi'][number];

export interface WifiExtras {
  content: Content;
  eap: ReturnType<typeof present>;
  notCarried: NotCarried[];
}

/** The options of `mdm.apple.wifi` for a network of `network.wifi`; the TLS versions apply to its EAP. */
export function wifiExtras({ ssid, eap }: ProfileWifi, context: AppleContext): WifiExtras {
  const index = context.mdm.apple.wifi.findIndex((one) => one.ssid === ssid);
  const extras = context.mdm.apple.wifi[index];
  if (extras === undefined) return { content: {}, eap: {}, notCarried: [] };
  const option = `mdm.apple.wifi[${index}]`;
  const own = network(extras, context, option);
  return {
    content: { ...proxyOf(extras, option, context), ...own.content },
    eap: present({ TLSMinimumVersion: extras.tlsMinimum, TLSMaximumVersion: extras.tlsMaximum }),
    notCarried: [...own.notCarried, ...(eap === undefined ? tlsRefusals(extras, option) : [])],
  };
}

const network = rowsOf<Extras>(['com.apple.wifi.managed'], {
  ipv6: 'EnableIPv6',
  captiveBypass: 'CaptiveBypass',
  setupModes: { key: 'SetupModes', as: (modes) => modes.map((mode) => MODES[mode]) },
});

function tlsRefusals(extras: Extras, option: string): NotCarried[] {
  return (['tlsMinimum', 'tlsMaximum'] as const)
    .filter((name) => extras[name] !== undefined)
    .map((name) =>
      notCarried(
        `${option}.${name}`,
        'n’a d’effet que sur un réseau enterprise',
        'only takes effect on an enterprise network',
      ),
    );
}

const MODES = { system: 'System', 'login-window': 'Loginwindow' };

function proxyOf({ proxy }: Extras, option: string, context: AppleContext): Content {
  if (proxy === undefined) return {};
  if (proxy.kind === 'automatic')
    return { ProxyType: 'Auto', ProxyPACURL: proxy.url, ProxyPACFallbackAllowed: proxy.fallback };
  return {
    ProxyType: 'Manual',
    ProxyServer: proxy.server,
    ProxyServerPort: proxy.port,
    ProxyUsername: proxy.user,
    ProxyPassword: proxy.password && context.secretText(`${option}.proxy.password`, proxy.password),
  };
}
