import type { WindowsNetwork } from '../../../profile/index.js';
import { renderTemplate } from '../../../../platform/template/index.js';
import type { MachineScript } from '../contribution.js';
import { dword, registryScript, type RegistryValue, text } from '../registry.js';

const KEY = 'Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

/** The proxy of services (WinHTTP), and the proxy of every new account. */
export function proxyScripts(proxy: NonNullable<WindowsNetwork['proxy']>): MachineScript[] {
  const { server, autoConfigUrl } = proxy;
  const bypass = [...(proxy.bypass ?? []), ...(proxy.bypassLocal === false ? [] : ['<local>'])].join(';');
  const values: RegistryValue[] = [
    ...(server === undefined
      ? []
      : [
          dword('defaultUser', KEY, 'ProxyEnable', true),
          text('defaultUser', KEY, 'ProxyServer', server),
          text('defaultUser', KEY, 'ProxyOverride', bypass),
        ]),
    ...(autoConfigUrl === undefined ? [] : [text('defaultUser', KEY, 'AutoConfigURL', autoConfigUrl)]),
  ];
  const users: MachineScript = {
    phase: 'defaultUser',
    language: 'powershell',
    name: 'proxy-of-users',
    text: registryScript(values),
  };
  if (server === undefined) return [users];
  const services = renderTemplate('answer/windows/network/proxy.ps1', { server, bypass });
  return [{ phase: 'system', language: 'powershell', name: 'proxy', text: services }, users];
}
