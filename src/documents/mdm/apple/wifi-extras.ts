import type { ProfileMdm, ProfileWifi } from '../../profile/index.js';
import type { NotCarried } from '../order.js';
import { type AppleContext, type Content, notCarried, notHere, present } from './apple-context.js';

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
  const here = context.system;
  return {
    content: {
      ...proxyOf(extras, option, context),
      EnableIPv6: extras.ipv6,
      CaptiveBypass: here === 'ios' ? extras.captiveBypass : undefined,
      SetupModes: here === 'macos' ? extras.setupModes?.map((mode) => MODES[mode]) : undefined,
    },
    eap: present({ TLSMinimumVersion: extras.tlsMinimum, TLSMaximumVersion: extras.tlsMaximum }),
    notCarried: [
      ...(here === 'macos' && extras.captiveBypass !== undefined
        ? [notHere(here, `${option}.captiveBypass`)]
        : []),
      ...(here === 'ios' && extras.setupModes !== undefined ? [notHere(here, `${option}.setupModes`)] : []),
      ...(eap === undefined ? tlsRefusals(extras, option) : []),
    ],
  };
}

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
