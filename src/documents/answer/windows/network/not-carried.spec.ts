import { CERTIFICATES } from '../../../../../test/support/connections.js';
import { windowsProfile } from '../../../../../test/support/windows-answer.js';
import { renderAnswer } from '../../index.js';

const REQUESTED = [
  { name: 'by-scep', kind: 'scep', url: 'https://scep.example.org/x', subject: 'CN=pc' },
  {
    name: 'by-acme',
    kind: 'acme',
    directoryUrl: 'https://acme.example.org/x',
    clientIdentifier: 'pc',
    subject: 'CN=pc',
  },
];

it.each(['unattend', 'autounattend'] as const)(
  '%s says what of its connections Windows will ask for',
  (kind) => {
    const account = { identity: 'anna', password: { vault: 'p' } };
    const profile = windowsProfile(
      {},
      {
        certificates: [...CERTIFICATES, ...REQUESTED],
        network: {
          wifi: [
            { ssid: 'Invités', security: 'open' },
            { ssid: 'Bureau', security: 'wpa2-enterprise', eap: { method: 'peap-mschapv2', ...account } },
          ],
          vpn: [
            {
              name: 'Siège',
              kind: 'sstp',
              server: 'a',
              authentication: { method: 'password', user: 'anna' },
            },
          ],
        },
      },
    );
    const { notCarried } = renderAnswer({ kind, profile, machine: {} });
    expect(notCarried.map(({ option }) => option)).toEqual([
      ...(kind === 'autounattend' ? ['master'] : []),
      'network.wifi[1].eap.identity',
      'network.wifi[1].eap.password',
      'network.vpn[0].authentication.user',
      'certificates[3]',
      'certificates[4]',
    ]);
  },
);

it('a VPN that people connect has no place for what ProfileXML alone holds', () => {
  const vpn = {
    name: 'Siège',
    kind: 'sstp',
    server: 'vpn.fr',
    authentication: { method: 'password' },
    trustedNetworks: ['corp.fr'],
    dnsSuffixes: ['corp.fr', 'usine.fr'],
  };
  const options = (more: object) =>
    renderAnswer({
      kind: 'unattend',
      profile: windowsProfile({}, { network: { vpn: [{ ...vpn, ...more }] } }),
      machine: {},
    }).notCarried.map(({ option }) => option);
  expect(options({})).toEqual(['network.vpn[0].trustedNetworks', 'network.vpn[0].dnsSuffixes']);
  expect(options({ dnsServers: ['10.0.0.1'] })).toEqual(['network.vpn[0].trustedNetworks']);
  expect(options({ alwaysOn: true })).toEqual([]);
});
