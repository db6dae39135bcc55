import { CERTIFICATES, ROOT_PEM, ROOT_THUMBPRINT } from '../../../../test/support/connections.js';
import { mdmFiles } from '../../../../test/support/mdm-files.js';
import { commandsIn, parsedXml, syncmlOf } from '../../../../test/support/syncml.js';

const DER = ROOT_PEM.replace(/-----[^-]+-----|\s/g, '');

describe('Wi-Fi', () => {
  const network = {
    wifi: [
      { ssid: 'Bureau & "Cie" / 1er', security: 'wpa2-psk', passphrase: { vault: 'key' } },
      { ssid: '../../é', security: 'wpa3-sae', passphrase: { vault: 'key' } },
    ],
  };

  it('is a WLAN profile for netsh, and the same for the WiFi CSP under its own name', async () => {
    const files = await mdmFiles('windows', { network }, { secrets: { key: 'correct <horse>' } });
    expect(files.names.filter((name) => name.startsWith('wifi/'))).toEqual([
      'wifi/1-Bureau-Cie-1er.xml',
      'wifi/2.xml',
    ]);
    const xml = files.text('wifi/1-Bureau-Cie-1er.xml');
    expect(parsedXml(xml).getElementsByTagName('keyMaterial')[0]!.textContent).toBe('correct <horse>');
    expect(commandsIn(files.text('syncml/wifi.xml'))).toEqual([
      `Add chr ./Device/Vendor/MSFT/WiFi/Profile/Bureau%20%26%20%22Cie%22%20%2F%201er/WlanXml = ${xml}`,
      `Add chr ./Device/Vendor/MSFT/WiFi/Profile/..%2F..%2F%C3%A9/WlanXml = ${files.text('wifi/2.xml')}`,
    ]);
  });

  it('that Windows refuses is listed by its field', async () => {
    const { options } = await mdmFiles('windows', { network }, { secrets: { key: 'a'.repeat(64) } });
    expect(options).toEqual(['network.wifi[1].passphrase']);
  });

  it.each(['a\ufffeb', '\uffff'])('refuses a name that no XML holds: %j', async (ssid) => {
    await expect(
      mdmFiles('windows', { network: { wifi: [{ ssid, security: 'open' }] } }),
    ).rejects.toMatchObject({
      findings: [{ field: 'network.wifi[0].ssid' }],
    });
  });
});

describe('VPN', () => {
  const network = {
    vpn: [
      {
        kind: 'l2tp',
        name: 'Siège 1',
        server: 'vpn.fr',
        preSharedKey: { vault: 'psk' },
        authentication: { method: 'password' },
      },
      {
        kind: 'ikev2',
        name: 'Machine',
        server: 'vpn.fr',
        alwaysOn: true,
        authentication: { method: 'certificate', certificate: 'pc' },
      },
    ],
  };

  it('is a ProfileXML: of the user, or of the device where it is a device tunnel', async () => {
    const files = await mdmFiles(
      'windows',
      { certificates: CERTIFICATES, network },
      { secrets: { psk: 'a & b', 'pc/p12': 'AAAA', 'pc/password': 'x', 'anna/p12': 'AAAA' } },
    );
    expect(files.names.filter((name) => name.startsWith('vpn/'))).toEqual([
      'vpn/1-Si-ge-1.xml',
      'vpn/2-Machine.xml',
    ]);
    expect(commandsIn(files.text('syncml/vpnv2.xml'))).toEqual([
      `Add chr ./User/Vendor/MSFT/VPNv2/Si%C3%A8ge%201/ProfileXML = ${files.text('vpn/1-Si-ge-1.xml')}`,
      `Add chr ./Device/Vendor/MSFT/VPNv2/Machine/ProfileXML = ${files.text('vpn/2-Machine.xml')}`,
    ]);
    expect(parsedXml(files.text('vpn/1-Si-ge-1.xml')).getElementsByTagName('L2tpPsk')[0]!.textContent).toBe(
      'a & b',
    );
  });
});

describe('certificates', () => {
  it('are trusted by their thumbprint', async () => {
    const certificates = [
      { name: 'root', kind: 'root', pem: ROOT_PEM },
      { name: 'sub', kind: 'intermediate', pem: ROOT_PEM },
    ];
    const STORE = './Device/Vendor/MSFT/RootCATrustedCertificates';
    expect(await syncmlOf('root-certificates', { certificates })).toEqual([
      `Add b64 ${STORE}/Root/${ROOT_THUMBPRINT}/EncodedCertificate = ${DER}`,
      `Add b64 ${STORE}/CA/${ROOT_THUMBPRINT}/EncodedCertificate = ${DER}`,
    ]);
  });

  it('with their key are PFX, of the device or of the user, whole or not at all', async () => {
    const certificates = [
      { name: 'pc', kind: 'client', pkcs12: { vault: 'p12' }, password: { vault: 'word' } },
      { name: 'anna', kind: 'client', store: 'user', pkcs12: { vault: 'p12' } },
    ];
    const secrets = { p12: 'MIIC\nAAAA\n', word: 'p12 & word' };
    const found = await syncmlOf('client-certificates', { certificates }, { secrets });
    expect(found.map((line) => line.replace(/([0-9a-f]{8})-[0-9a-f-]{27}/, 'ID'))).toEqual([
      'Atomic',
      'Add node ./Device/Vendor/MSFT/ClientCertificateInstall/PFXCertInstall/ID',
      'Add int ./Device/Vendor/MSFT/ClientCertificateInstall/PFXCertInstall/ID/KeyLocation = 2',
      'Add chr ./Device/Vendor/MSFT/ClientCertificateInstall/PFXCertInstall/ID/PFXCertBlob = MIICAAAA',
      'Add chr ./Device/Vendor/MSFT/ClientCertificateInstall/PFXCertInstall/ID/PFXCertPassword = p12 & word',
      'Add int ./Device/Vendor/MSFT/ClientCertificateInstall/PFXCertInstall/ID/PFXCertPasswordEncryptionType = 0',
      'Add bool ./Device/Vendor/MSFT/ClientCertificateInstall/PFXCertInstall/ID/PFXKeyExportable = false',
      'Atomic',
      'Add node ./User/Vendor/MSFT/ClientCertificateInstall/PFXCertInstall/ID',
      'Add int ./User/Vendor/MSFT/ClientCertificateInstall/PFXCertInstall/ID/KeyLocation = 2',
      'Add chr ./User/Vendor/MSFT/ClientCertificateInstall/PFXCertInstall/ID/PFXCertBlob = MIICAAAA',
      'Add bool ./User/Vendor/MSFT/ClientCertificateInstall/PFXCertInstall/ID/PFXKeyExportable = false',
    ]);
  });

  it('refuses a PFX that is no base64, naming its field', async () => {
    const certificates = [{ name: 'pc', kind: 'client', pkcs12: { vault: 'p12' } }];
    await expect(
      mdmFiles('windows', { certificates }, { secrets: { p12: 'not base64' } }),
    ).rejects.toMatchObject({
      findings: [{ field: 'certificates[0].pkcs12', found: '[…]' }],
    });
  });

  it('are asked for by SCEP', async () => {
    const certificates = [
      {
        name: 'scep',
        kind: 'scep',
        url: 'https://scep.fr/a?b=1&c=2',
        subject: 'CN=poste,O="A & B"',
        subjectAlternativeNames: {
          dns: ['pc.fr'],
          email: ['pc@fr'],
          uri: ['urn:pc'],
          userPrincipalName: 'pc@ad.fr',
        },
        challenge: { vault: 'word' },
        caFingerprint: '92f8979bda8bc47b3802bded0930f7c3c8d14353',
        keySize: 4096,
      },
    ];
    const found = await syncmlOf('client-certificates', { certificates }, { secrets: { word: 'défi' } });
    const node = found[1]!.replace('Add node ', '');
    expect(node).toMatch(/^\.\/Device\/Vendor\/MSFT\/ClientCertificateInstall\/SCEP\/[0-9a-f-]{36}$/);
    expect(found.map((line) => line.replace(node, '…'))).toEqual([
      'Atomic',
      'Add node …',
      'Add chr …/Install/ServerURL = https://scep.fr/a?b=1&c=2',
      'Add chr …/Install/Challenge = ZMOpZmk=',
      'Add chr …/Install/EKUMapping = 1.3.6.1.5.5.7.3.2',
      'Add int …/Install/KeyUsage = 160',
      'Add chr …/Install/SubjectName = CN=poste,O="A & B"',
      'Add chr …/Install/SubjectAlternativeNames = 3+pc.fr;2+pc@fr;7+urn:pc;11+pc@ad.fr',
      'Add int …/Install/KeyProtection = 2',
      'Add int …/Install/KeyLength = 4096',
      'Add chr …/Install/HashAlgorithm = SHA-2',
      'Add chr …/Install/CAThumbprint = 92F8979BDA8BC47B3802BDED0930F7C3C8D14353',
      'Exec …/Install/Enroll',
    ]);
  });

  it('by SCEP that the CSP cannot have say why', async () => {
    const scep = { kind: 'scep', url: 'https://scep.fr/', subject: 'CN=poste' };
    const { names, options } = await mdmFiles('windows', {
      certificates: [
        { ...scep, name: 'a', keySize: 3072 },
        { ...scep, name: 'b', subjectAlternativeNames: { dns: ['a;b'] } },
        { ...scep, name: 'c', caFingerprint: 'a'.repeat(64) },
      ],
    });
    expect(options).toEqual([
      'certificates[0].keySize',
      'certificates[1].subjectAlternativeNames',
      'certificates[2].caFingerprint',
    ]);
    expect(names).toEqual(['syncml/client-certificates.xml']);
  });
});

describe('accounts', () => {
  const ACCOUNTS = './Device/Vendor/MSFT/Accounts';

  it('are the name of the PC and its people', async () => {
    const profile = {
      hostname: { pattern: 'PC-{{serial}}' },
      users: [
        { name: 'anna', groups: ['sudo'], password: { vault: 'anna' } },
        { name: 'paul', password: { vault: 'paul' } },
      ],
    };
    const secrets = { anna: 'p&ss<w>rd ]]> "x"', paul: 'é😀' };
    expect(await syncmlOf('accounts', profile, { secrets })).toEqual([
      `Replace chr ${ACCOUNTS}/Domain/ComputerName = PC-%SERIAL%`,
      `Add node ${ACCOUNTS}/Users/anna`,
      `Add chr ${ACCOUNTS}/Users/anna/Password = p&ss<w>rd ]]> "x"`,
      `Add int ${ACCOUNTS}/Users/anna/LocalUserGroup = 2`,
      `Add node ${ACCOUNTS}/Users/paul`,
      `Add chr ${ACCOUNTS}/Users/paul/Password = é😀`,
      `Add int ${ACCOUNTS}/Users/paul/LocalUserGroup = 1`,
    ]);
  });
});
