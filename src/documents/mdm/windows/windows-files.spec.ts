import { ROOT_PEM } from '../../../../test/support/connections.js';
import { mdmFiles } from '../../../../test/support/mdm-files.js';
import { checkMdm } from '../check/check-mdm.js';

describe('a SyncML body', () => {
  it('is literally this', async () => {
    const files = await mdmFiles('windows', { restrictions: { camera: false } });
    expect(files.names).toEqual(['syncml/policy.xml']);
    expect(files.text('syncml/policy.xml')).toBe(`<?xml version="1.0" encoding="utf-8"?>
<SyncML xmlns="SYNCML:SYNCML1.2">
  <SyncBody>
    <Replace>
      <CmdID>1</CmdID>
      <Item>
        <Target><LocURI>./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamera</LocURI></Target>
        <Meta><Format xmlns="syncml:metinf">int</Format><Type xmlns="syncml:metinf">text/plain</Type></Meta>
        <Data>0</Data>
      </Item>
    </Replace>
    <Final/>
  </SyncBody>
</SyncML>
`);
  });

  it('is not there when the profile says nothing of Windows', async () => {
    const { names, notCarried } = await mdmFiles('windows', { mdm: {} });
    expect(names).toEqual([]);
    expect(notCarried).toEqual([]);
  });
});

describe('the browser', () => {
  it('is Edge, by a file that the registry takes in', async () => {
    const restrictions = {
      browserPrivateMode: false,
      browserPasswordManager: false,
      browserAutofill: false,
      browserPopUps: false,
      browserHomepage: 'https://intranet.exemple.fr/?a=1&b=2',
    };
    const files = await mdmFiles('windows', { restrictions });
    expect(files.names).toEqual(['edge-policy.reg']);
    const bytes = files.bytes('edge-policy.reg');
    expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xfe]);
    expect(bytes.subarray(2).toString('utf16le').split('\r\n')).toEqual([
      'Windows Registry Editor Version 5.00',
      '',
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Edge]',
      '"InPrivateModeAvailability"=dword:00000001',
      '"PasswordManagerEnabled"=dword:00000000',
      '"AutofillAddressEnabled"=dword:00000000',
      '"AutofillCreditCardEnabled"=dword:00000000',
      '"DefaultPopupsSetting"=dword:00000002',
      '"HomepageIsNewTabPage"=dword:00000000',
      '"HomepageLocation"="https://intranet.exemple.fr/?a=1&b=2"',
      '"RestoreOnStartup"=dword:00000004',
      '',
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Edge\\RestoreOnStartupURLs]',
      '"1"="https://intranet.exemple.fr/?a=1&b=2"',
      '',
      '',
    ]);
  });
});

it('writes nothing that the checker has something to say about', async () => {
  const { files } = await mdmFiles('windows', {
    hostname: { pattern: 'PC-{{serial}}' },
    users: [{ name: 'anna', password: { vault: 'anna' } }],
    certificates: [{ name: 'root', kind: 'root', pem: ROOT_PEM }],
    restrictions: { camera: false },
    network: {
      wifi: [{ ssid: 'Bureau', security: 'wpa2-psk', passphrase: { vault: 'wifi' } }],
      vpn: [{ kind: 'sstp', name: 'Siège', server: 'vpn.fr', authentication: { method: 'password' } }],
    },
    mdm: {
      windows: {
        autopilot: { tenantId: '1537de22-988c-4e93-b8a5-83890f34a69b', tenantDomain: 'parc.onmicrosoft.com' },
      },
    },
  });
  const told = files
    .filter(({ name }) => /\.(?:xml|json)$/.test(name))
    .map(({ name, bytes }) => [name, checkMdm(bytes)] as const)
    .map(([name, { kind, findings }]) => [name, kind, findings]);
  expect(told).toEqual([
    ['autopilot/AutopilotConfigurationFile.json', 'autopilot', []],
    ['provisioning/customizations.xml', 'customizations', []],
    ['wifi/1-Bureau.xml', 'wlan-profile', []],
    ['vpn/1-Si-ge.xml', 'vpn-profile', []],
    ['syncml/root-certificates.xml', 'syncml', []],
    ['syncml/wifi.xml', 'syncml', []],
    ['syncml/vpnv2.xml', 'syncml', []],
    ['syncml/accounts.xml', 'syncml', []],
    ['syncml/policy.xml', 'syncml', []],
  ]);
});

it('lists what a Windows PC cannot, each with a reason in both languages', async () => {
  const { options, notCarried } = await mdmFiles('windows', {
    hostname: { pattern: 'PC-{{assetTag}}' },
    restrictions: {
      printing: false,
      screenCapture: false,
      usbFileTransfer: false,
      gaming: false,
      appInstallation: false,
    },
    users: [
      { name: 'anna' },
      { name: 'a-name-that-is-far-too-long', password: { vault: 'p' } },
      { name: 'guest', password: { vault: 'p' } },
      { name: 'paul', fullName: 'Paul', groups: ['audio'], shell: '/bin/zsh', password: { vault: 'p' } },
    ],
    certificates: [
      {
        name: 'acme',
        kind: 'acme',
        directoryUrl: 'https://acme.fr/',
        clientIdentifier: 'x',
        subject: 'CN=poste',
      },
      {
        name: 'scep',
        kind: 'scep',
        url: 'https://scep.fr/',
        subject: 'CN=poste',
        keySize: 3072,
        caIdentifier: 'x',
      },
    ],
    network: {
      wifi: [{ ssid: 'Bureau', security: 'open', priority: 3 }],
      vpn: [
        {
          kind: 'wireguard',
          name: 'wg0',
          privateKey: { vault: 'wg' },
          addresses: ['10.0.0.2/24'],
          peer: { publicKey: `${'A'.repeat(43)}=`, endpoint: 'vpn.fr:51820', allowedIps: ['0.0.0.0/0'] },
        },
      ],
    },
  });
  expect(options).toEqual([
    'hostname.pattern',
    'network.vpn[0].kind',
    'network.wifi[0].priority',
    'certificates[0]',
    'certificates[1].caIdentifier',
    'certificates[1].keySize',
    'users[0]',
    'users[1]',
    'users[2]',
    'users[3].fullName',
    'users[3].groups',
    'users[3].shell',
    'restrictions.screenCapture',
    'restrictions.usbFileTransfer',
    'restrictions.printing',
    'restrictions.appInstallation',
    'restrictions.gaming',
  ]);
  expect(notCarried.every(({ reason }) => reason.fr.length > 10 && reason.en.length > 10)).toBe(true);
});

it('lists what the profile is called where no file bears it', async () => {
  const named = { displayName: 'Parc', identifier: 'fr.exemple.parc' };
  const autopilot = {
    tenantId: '1537de22-988c-4e93-b8a5-83890f34a69b',
    tenantDomain: 'parc.onmicrosoft.com',
  };
  const options = async (windows: object, more: object = {}) =>
    (await mdmFiles('windows', { mdm: { ...named, windows }, ...more })).options;
  expect(await options({})).toEqual(['mdm.displayName', 'mdm.identifier']);
  expect(await options({ autopilot })).toEqual(['mdm.displayName']);
  expect(await options({ autopilot: { ...autopilot, correlationId: autopilot.tenantId } })).toEqual([
    'mdm.displayName',
    'mdm.identifier',
  ]);
  expect(await options({}, { network: { wifi: [{ ssid: 'Bureau', security: 'open' }] } })).toEqual([]);
});
