import { readFileSync } from 'node:fs';
import { CERTIFICATES } from '../../../../../test/support/connections.js';
import { type AskedAnswer, windowsAnswer, windowsOrder } from '../../../../../test/support/windows-answer.js';
import { networkOf, refusedFields } from '../../../../../test/support/windows-network.js';
import { checkAnswer } from '../../index.js';
import { mergeSettings } from '../compose.js';
import { writeAnswer } from '../write-answer.js';
import { networkGroup } from './network.js';

const TCPIP = 'Microsoft-Windows-TCPIP';
const DNS = 'Microsoft-Windows-DNS-Client';
const ONE = { macs: ['52:54:00:12:34:56'] };

/** The settings of a network section in specialize. */
function specialize(network: object, component: string, path: string, machine: AskedAnswer['machine'] = ONE) {
  return windowsAnswer({ network }, { machine }).values('specialize', component, path);
}

it('is silent without a word about the network', () => {
  expect(networkGroup(windowsOrder({}))).toEqual({
    settings: [undefined, undefined, undefined],
    files: [],
    scripts: [],
  });
});

describe('the addresses of an interface stand in TCPIP', () => {
  const at = (one: object, path: string) =>
    specialize({ interfaces: [one] }, TCPIP, `Interfaces/Interface/${path}`);
  const dhcp = { ipv4: { dhcp: true } };

  it.each([
    ['mac', { mac: '52-54-00-AB-CD-EF', ...dhcp }, 'Identifier', ['52-54-00-AB-CD-EF']],
    ['name', { name: 'Ethernet 2', ...dhcp }, 'Identifier', ['Ethernet 2']],
    ['neither: the first of the PC', dhcp, 'Identifier', ['52-54-00-12-34-56']],
    ['ipv4.dhcp', { ipv4: { dhcp: true } }, 'Ipv4Settings/DhcpEnabled', ['true']],
    [
      'ipv4.addresses',
      { ipv4: { addresses: ['10.0.0.5/24', '10.0.1.5/24'] } },
      'UnicastIpAddresses/IpAddress',
      ['10.0.0.5/24', '10.0.1.5/24'],
    ],
    [
      'ipv4.addresses: no DHCP',
      { ipv4: { addresses: ['10.0.0.5/24'] } },
      'Ipv4Settings/DhcpEnabled',
      ['false'],
    ],
    ['ipv4.gateway', { ipv4: { gateway: '10.0.0.1' } }, 'Routes/Route/NextHopAddress', ['10.0.0.1']],
    ['ipv4.gateway: its prefix', { ipv4: { gateway: '10.0.0.1' } }, 'Routes/Route/Prefix', ['0.0.0.0/0']],
    ['ipv4.metric', { ipv4: { metric: 10 } }, 'Ipv4Settings/Metric', ['10']],
    [
      'ipv4.routerDiscovery',
      { ipv4: { routerDiscovery: true } },
      'Ipv4Settings/RouterDiscoveryEnabled',
      ['true'],
    ],
    ['ipv6.dhcp', { ipv6: { dhcp: false } }, 'Ipv6Settings/DhcpEnabled', ['false']],
    [
      'ipv6.addresses',
      { ipv6: { addresses: ['fd00::5/64'] } },
      'UnicastIpAddresses/IpAddress',
      ['fd00::5/64'],
    ],
    ['ipv6.gateway', { ipv6: { gateway: 'fe80::1' } }, 'Routes/Route/NextHopAddress', ['fe80::1']],
    ['ipv6.gateway: its prefix', { ipv6: { gateway: 'fe80::1' } }, 'Routes/Route/Prefix', ['::/0']],
    ['ipv6.metric', { ipv6: { metric: 9999 } }, 'Ipv6Settings/Metric', ['9999']],
    [
      'ipv6.routerDiscovery',
      { ipv6: { routerDiscovery: false } },
      'Ipv6Settings/RouterDiscoveryEnabled',
      ['false'],
    ],
    [
      'routes.prefix',
      { routes: [{ prefix: '10.9.0.0/16', nextHop: '10.0.0.2' }] },
      'Routes/Route/Prefix',
      ['10.9.0.0/16'],
    ],
    [
      'routes.nextHop',
      { routes: [{ prefix: '::/0', nextHop: 'fd00::1' }] },
      'Routes/Route/NextHopAddress',
      ['fd00::1'],
    ],
    [
      'routes.metric',
      { routes: [{ prefix: '10.9.0.0/16', nextHop: '10.0.0.2', metric: 7 }] },
      'Routes/Route/Metric',
      ['7'],
    ],
  ])('%s', (_option, one, path, values) => {
    expect(at(one, path)).toEqual(values);
  });
});

describe('DNS stands in DNS-Client', () => {
  it.each([
    [
      'interfaces.dns.servers',
      { interfaces: [{ dns: { servers: ['10.0.0.53', 'fd00::53'] } }] },
      'Interfaces/Interface/DNSServerSearchOrder/IpAddress',
      ['10.0.0.53', 'fd00::53'],
    ],
    [
      'its interface',
      { interfaces: [{ dns: { domain: 'a.example' } }] },
      'Interfaces/Interface/Identifier',
      ['52-54-00-12-34-56'],
    ],
    [
      'interfaces.dns.domain',
      { interfaces: [{ dns: { domain: 'a.example' } }] },
      'Interfaces/Interface/DNSDomain',
      ['a.example'],
    ],
    [
      'interfaces.dns.register',
      { interfaces: [{ dns: { register: true } }] },
      'Interfaces/Interface/EnableAdapterDomainNameRegistration',
      ['true'],
    ],
    [
      'interfaces.dns.dynamicUpdate',
      { interfaces: [{ dns: { dynamicUpdate: true } }] },
      'Interfaces/Interface/DisableDynamicUpdate',
      ['false'],
    ],
    ['dns.domain', { dns: { domain: 'corp.example' } }, 'DNSDomain', ['corp.example']],
    [
      'dns.suffixes',
      { dns: { suffixes: ['a.example', 'b.example'] } },
      'DNSSuffixSearchOrder/DomainName',
      ['a.example', 'b.example'],
    ],
    ['dns.devolution', { dns: { devolution: false } }, 'UseDomainNameDevolution', ['false']],
  ])('%s', (_option, network, path, values) => {
    expect(specialize(network, DNS, path)).toEqual(values);
  });
});

it.each([
  ['private', 'Private'],
  ['public', 'Public'],
])('takes networks for %s at the first logon', (location, category) => {
  expect(networkOf({ network: { location } }).script('network-location')?.text).toContain(
    `    Set-NetConnectionProfile -NetworkCategory '${category}'\n`,
  );
});

describe('what cannot be is refused by name', () => {
  it.each([
    [{ interfaces: [{ ipv4: { dhcp: true } }] }, 'interfaces[0].mac'],
    [{ interfaces: [{ mac: '52:54:00:12:34:56', name: 'a', ipv4: { dhcp: true } }] }, 'interfaces[0].name'],
    [{ interfaces: [{ name: 'a' }] }, 'interfaces[0]'],
    [{ interfaces: [{ name: 'a', ipv4: {} }] }, 'interfaces[0]'],
    [
      {
        interfaces: [
          { name: 'a', ipv4: { dhcp: true } },
          { name: 'a', ipv4: { dhcp: true } },
        ],
      },
      'interfaces[1]',
    ],
    [
      { interfaces: [{ name: 'a', ipv4: { dhcp: true, addresses: ['10.0.0.5/24'] } }] },
      'interfaces[0].ipv4.dhcp',
    ],
    [{ interfaces: [{ name: 'a', ipv4: { addresses: ['10.0.0.5'] } }] }, 'interfaces[0].ipv4.addresses[0]'],
    [{ interfaces: [{ name: 'a', ipv4: { addresses: ['fd00::5/64'] } }] }, 'interfaces[0].ipv4.addresses[0]'],
    [{ interfaces: [{ name: 'a', ipv6: { gateway: 'fe80::1%3' } }] }, 'interfaces[0].ipv6.gateway'],
    [
      { interfaces: [{ name: 'a', routes: [{ prefix: '10.0.0.0/8', nextHop: 'fd00::1' }] }] },
      'interfaces[0].routes[0].nextHop',
    ],
    [{ proxy: {} }, 'proxy.server'],
    [{ proxy: { server: 'http://p:80' } }, 'proxy.server'],
    [{ proxy: { server: 'p:80 bypass-list=x' } }, 'proxy.server'],
    [{ proxy: { autoConfigUrl: 'http://user:word@p/x' } }, 'proxy.autoConfigUrl'],
    [{ proxy: { autoConfigUrl: 'http://p/x', bypass: ['a'] } }, 'proxy.bypass'],
    [{ firewall: { rules: [{ name: 'a', localPorts: [80] }] } }, 'firewall.rules[0].protocol'],
    [
      { firewall: { rules: [{ name: 'a', protocol: 'tcp', localPorts: ['90-80'] }] } },
      'firewall.rules[0].localPorts[0]',
    ],
    [
      { firewall: { rules: [{ name: 'a', remoteAddresses: ['10.0.0.0/33'] }] } },
      'firewall.rules[0].remoteAddresses[0]',
    ],
    [{ firewall: { rules: [{ name: 'a' }, { name: 'a' }] } }, 'firewall.rules[1]'],
    [{ firewall: { rules: [{ name: 'a\nb' }] } }, 'firewall.rules[0].name'],
  ])('%j', (network, option) => {
    expect(refusedFields(network)).toEqual([`windows.network.${option}`]);
  });
});

it('writes the whole group into one file', () => {
  const order = windowsOrder(
    {
      network: {
        interfaces: [
          {
            ipv4: { addresses: ['10.0.0.5/24'], gateway: '10.0.0.1', metric: 10 },
            ipv6: { addresses: ['fd00::5/64'], routerDiscovery: false },
            routes: [{ prefix: '10.9.0.0/16', nextHop: '10.0.0.2', metric: 5 }],
            dns: {
              servers: ['10.0.0.53', 'fd00::53'],
              domain: 'corp.example',
              register: true,
              dynamicUpdate: false,
            },
          },
          { name: 'Ethernet 2', ipv4: { dhcp: true } },
        ],
        dns: { domain: 'corp.example', suffixes: ['corp.example', 'example.org'], devolution: false },
        firewall: {
          domain: { enabled: true, notifications: false, logFile: '%windir%\\fw.log', logFileSize: 4096 },
          public: { enabled: true, logDropped: true, logAllowed: false },
          groups: [{ group: '@FirewallAPI.dll,-28752', profile: 'domain' }],
        },
      },
    },
    {
      machine: ONE,
      rest: {
        certificates: CERTIFICATES.slice(0, 1),
        network: { wifi: [{ ssid: 'Été', security: 'wpa3-sae', passphrase: { vault: 'wifi/office' } }] },
      },
    },
  );
  const { settings = [], files = [] } = networkGroup(order);
  const present = settings.filter((placed) => placed !== undefined);
  const expected = readFileSync(new URL('./fixtures/network.xml', import.meta.url), 'utf8');
  const text = writeAnswer({ settings: mergeSettings(present), files }, 'amd64');
  expect(text).toBe(expected);
  expect(checkAnswer(Buffer.from(text)).findings).toEqual([]);
});
