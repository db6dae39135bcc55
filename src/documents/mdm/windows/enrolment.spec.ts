import { execFileSync } from 'node:child_process';
import { ROOT_PEM } from '../../../../test/support/connections.js';
import { mdmFiles } from '../../../../test/support/mdm-files.js';
import { parsedXml } from '../../../../test/support/syncml.js';
import { parseProfile } from '../../profile/index.js';
import { InputError } from '../../../platform/core/index.js';

const TENANT = { tenantId: '1537de22-988c-4e93-b8a5-83890f34a69b', tenantDomain: 'parc.onmicrosoft.com' };
const FILE = 'autopilot/AutopilotConfigurationFile.json';

const autopilotOf = async (autopilot: object, rest: object = {}) =>
  (await mdmFiles('windows', { ...rest, mdm: { windows: { autopilot: { ...TENANT, ...autopilot } } } })).json(
    FILE,
  ) as Record<string, unknown>;

/** The fields that zod refuses. */
function refusedFields(windows: object): unknown[] {
  try {
    parseProfile({ name: 'parc', mdm: { windows } });
  } catch (error) {
    if (error instanceof InputError) return error.findings.map(({ field }) => field);
    throw error;
  }
  return [];
}

describe('AutopilotConfigurationFile.json', () => {
  it('is literally this, ASCII, with the script that collects hashes', async () => {
    const files = await mdmFiles('windows', { mdm: { windows: { autopilot: TENANT } } });
    expect(files.names).toEqual([FILE, 'autopilot/collect-hardware-hash.ps1']);
    expect(files.text(FILE).split('\r\n')).toEqual([
      '{',
      '  "Comment_File": "Profile parc",',
      '  "Version": 2049,',
      `  "ZtdCorrelationId": "${String((await autopilotOf({})).ZtdCorrelationId)}",`,
      '  "CloudAssignedTenantId": "1537de22-988c-4e93-b8a5-83890f34a69b",',
      '  "CloudAssignedTenantDomain": "parc.onmicrosoft.com",',
      '  "CloudAssignedOobeConfig": 264,',
      '  "CloudAssignedDomainJoinMethod": 0,',
      '  "CloudAssignedForcedEnrollment": 1,',
      '  "CloudAssignedAadServerData": "{\\"ZeroTouchConfig\\":{\\"CloudAssignedTenantUpn\\":\\"\\",\\"ForcedEnrollment\\":1,\\"CloudAssignedTenantDomain\\":\\"parc.onmicrosoft.com\\"}}",',
      '  "CloudAssignedAutopilotUpdateDisabled": 1,',
      '  "CloudAssignedAutopilotUpdateTimeout": 1800000',
      '}',
      '',
    ]);
    expect(/^[\0-\x7f]*$/.test(files.bytes(FILE).toString('latin1'))).toBe(true);
  });

  it.each<[object, Record<string, unknown>]>([
    [{ join: 'hybrid' }, { CloudAssignedDomainJoinMethod: 1 }],
    [{ join: 'hybrid', skipDomainCheck: true }, { HybridJoinSkipDCConnectivityCheck: 1 }],
    [{ forcedEnrolment: false }, { CloudAssignedForcedEnrollment: 0 }],
    [{ oobe: { skipOemRegistration: false, skipUpgrade: false } }, { CloudAssignedOobeConfig: 0 }],
    [{ oobe: { skipCortana: true } }, { CloudAssignedOobeConfig: 265 }],
    [{ oobe: { standardUser: true } }, { CloudAssignedOobeConfig: 266 }],
    [{ oobe: { skipPrivacy: true } }, { CloudAssignedOobeConfig: 268 }],
    [{ oobe: { skipEula: true } }, { CloudAssignedOobeConfig: 280 }],
    [{ oobe: { selfDeploying: true } }, { CloudAssignedOobeConfig: 360 }],
    [{ oobe: { tpmRequired: true } }, { CloudAssignedOobeConfig: 392 }],
    [{ oobe: { skipKeyboard: true } }, { CloudAssignedOobeConfig: 1288 }],
    [
      { oobe: { standardUser: true, skipPrivacy: true, skipEula: true, skipKeyboard: true } },
      { CloudAssignedOobeConfig: 1310 },
    ],
    [{ deviceName: 'PC-%RAND:5%' }, { CloudAssignedDeviceName: 'PC-%RAND:5%' }],
    [{ language: 'fr-FR' }, { CloudAssignedLanguage: 'fr-FR' }],
    [{ region: 'os-default' }, { CloudAssignedRegion: 'os-default' }],
    [{ updates: true }, { CloudAssignedAutopilotUpdateDisabled: 0 }],
    [{ updateTimeoutMinutes: 5 }, { CloudAssignedAutopilotUpdateTimeout: 300_000 }],
    [
      { correlationId: '7F9E6025-1E13-45F3-BF82-A3E8C5B59EAC' },
      { ZtdCorrelationId: '7F9E6025-1E13-45F3-BF82-A3E8C5B59EAC' },
    ],
    [{ comment: 'Lot 12' }, { Comment_File: 'Lot 12' }],
  ])('says of %j', async (autopilot, expected) => {
    expect(await autopilotOf(autopilot)).toMatchObject(expected);
  });

  it('knows the PCs of a profile by the same identifier each time, and no other profile by it', async () => {
    const { ZtdCorrelationId: one } = await autopilotOf({});
    expect(one).toBe('dff1234f-c433-8c72-927e-9bacd4f41c4e');
    expect((await autopilotOf({}, { name: 'autre' })).ZtdCorrelationId).not.toBe(one);
  });

  it.each([
    ['PC-{{serial}}', {}, 'PC-%SERIAL%'],
    ['POSTE-7', {}, 'POSTE-7'],
    ['PC-{{serialTail 4}}', { serial: 'PF3ABCDE' }, 'PC-BCDE'],
    ['PC-{{serial}}', { hostname: 'ACCUEIL' }, 'ACCUEIL'],
  ])('names a PC by the pattern %s and what is known of it: %j', async (pattern, machine, expected) => {
    const profile = { hostname: { pattern }, mdm: { windows: { autopilot: TENANT } } };
    const files = await mdmFiles('windows', profile, { machine });
    expect(files.json(FILE)).toMatchObject({ CloudAssignedDeviceName: expected });
    expect(files.options).toEqual([]);
  });

  it.each(['-{{serial}}', '12345', 'UN-NOM-TRES-LON{{serial}}'])(
    'lists a pattern that makes no name of a PC: %s',
    async (pattern) => {
      const files = await mdmFiles('windows', { hostname: { pattern } });
      expect(files.names).toEqual([]);
      expect(files.options).toEqual(['hostname.pattern']);
    },
  );

  it('leaves the name of a hybrid join to its domain, and says so', async () => {
    const profile = {
      hostname: { pattern: 'PC-{{serial}}' },
      mdm: { windows: { autopilot: { ...TENANT, join: 'hybrid' } } },
    };
    const files = await mdmFiles('windows', profile);
    expect(files.json(FILE)).not.toHaveProperty('CloudAssignedDeviceName');
    expect(files.options).toEqual(['hostname.pattern']);
    expect(files.names).not.toContain('syncml/accounts.xml');
  });

  it.each<[object, string]>([
    [{ tenantId: `{${TENANT.tenantId}}` }, 'tenantId'],
    [{ tenantDomain: 'a"b' }, 'tenantDomain'],
    [{ deviceName: 'A-NAME-THAT-IS-TOO-LONG' }, 'deviceName'],
    [{ deviceName: '12345' }, 'deviceName'],
    [{ deviceName: '%RAND:0%A' }, 'deviceName'],
    [{ deviceName: 'PC %SERIAL%' }, 'deviceName'],
    [{ deviceName: 'PC-%SERIAL%', join: 'hybrid' }, 'deviceName'],
    [{ language: 'français' }, 'language'],
    [{ region: 'France' }, 'region'],
    [{ comment: 'été' }, 'comment'],
    [{ oobe: { selfDeploying: true }, join: 'hybrid' }, 'oobe.selfDeploying'],
    [{ skipDomainCheck: true }, 'skipDomainCheck'],
    [{ updateTimeoutMinutes: 0 }, 'updateTimeoutMinutes'],
  ])('refuses %j', (changes, field) => {
    expect(refusedFields({ autopilot: { ...TENANT, ...changes } })).toEqual([
      `mdm.windows.autopilot.${field}`,
    ]);
  });
});

describe('the enrolment link', () => {
  const enrolment = {
    server: 'https://mdm.exemple.fr/EnrollmentServer/Discovery.svc',
    user: 'anna&co@exemple.fr',
  };
  const LINK =
    'ms-device-enrollment:?mode=mdm&username=anna%26co%40exemple.fr&servername=https%3A%2F%2Fmdm.exemple.fr%2FEnrollmentServer%2FDiscovery.svc';

  it('is a text, and a QR code of that text', async () => {
    const files = await mdmFiles('windows', { mdm: { windows: { enrolment } } });
    expect(files.names).toEqual(['enrolment/link.txt', 'enrolment/link.svg', 'enrolment/link.png']);
    expect(files.text('enrolment/link.txt')).toBe(`${LINK}\r\n`);
    const read = execFileSync('zbarimg', ['--quiet', '--raw', '--nodbus', 'png:-'], {
      input: files.bytes('enrolment/link.png'),
    });
    expect(read.toString()).toBe(`${LINK}\n`);
  });

  it('asks for the user when the profile names none', async () => {
    const given = { server: 'https://mdm.exemple.fr' };
    const files = await mdmFiles('windows', { mdm: { windows: { enrolment: given } } });
    expect(files.text('enrolment/link.txt')).toBe(
      'ms-device-enrollment:?mode=mdm&servername=https%3A%2F%2Fmdm.exemple.fr\r\n',
    );
  });

  it('holds no password, which a bulk enrolment alone has', async () => {
    const files = await mdmFiles(
      'windows',
      { mdm: { windows: { enrolment: { ...enrolment, secret: { vault: 'bulk' } } } } },
      { secrets: { bulk: 'hunter2' } },
    );
    expect(files.text('enrolment/link.txt')).toBe(`${LINK}\r\n`);
    expect(refusedFields({ enrolment: { server: enrolment.server, secret: { vault: 'bulk' } } })).toEqual([
      'mdm.windows.enrolment.user',
    ]);
  });

  it.each([{ server: 'http://mdm.exemple.fr' }, { server: 'https://anna:pw@mdm.exemple.fr' }])(
    'refuses %j',
    (given) => {
      expect(refusedFields({ enrolment: given })).toEqual(['mdm.windows.enrolment.server']);
    },
  );
});

describe('customizations.xml', () => {
  const given = {
    hostname: { pattern: 'PC-{{serial}}' },
    users: [
      { name: 'anna', groups: ['sudo'], password: { vault: 'anna' } },
      { name: 'paul', password: { vault: 'paul' } },
    ],
    certificates: [{ name: 'root', kind: 'root', pem: ROOT_PEM }],
    network: {
      wifi: [
        { ssid: 'Bureau & "Cie"', security: 'wpa2-psk', passphrase: { vault: 'wifi' }, hidden: true },
        { ssid: 'Invités', security: 'open', autoconnect: false },
        { ssid: 'Sûr', security: 'wpa3-sae', passphrase: { vault: 'wifi' } },
      ],
    },
    mdm: {
      displayName: 'Parc <été>',
      windows: {
        enrolment: { server: 'https://mdm.exemple.fr/', user: 'bulk@exemple.fr', secret: { vault: 'bulk' } },
        provisioning: { hideOobe: true },
      },
    },
  };
  const secrets = {
    anna: 'p&ss<w>rd',
    paul: 'correct "horse"',
    wifi: 'correct horse',
    bulk: 'bulk ]]> word',
  };

  it('says what a package can', async () => {
    const files = await mdmFiles('windows', given, { secrets });
    const text = files.text('provisioning/customizations.xml');
    const common = parsedXml(text).getElementsByTagName('Common')[0]!;
    const lines = text.slice(text.indexOf('      <Common>\n') + 15, text.indexOf('      </Common>'));
    expect(lines.replaceAll(/^ {8}/gm, '')).toBe(`<Accounts>
  <ComputerAccount>
    <ComputerName>PC-%SERIAL%</ComputerName>
  </ComputerAccount>
  <Users>
    <User UserName="anna" Name="anna">
      <Password>p&amp;ss&lt;w&gt;rd</Password>
      <UserGroup>Administrators</UserGroup>
    </User>
    <User UserName="paul" Name="paul">
      <Password>correct &quot;horse&quot;</Password>
      <UserGroup>Users</UserGroup>
    </User>
  </Users>
</Accounts>
<Certificates>
  <RootCertificates>
    <RootCertificate CertificateName="root" Name="root">
      <CertificatePath>certificates/root.cer</CertificatePath>
    </RootCertificate>
  </RootCertificates>
</Certificates>
<ConnectivityProfiles>
  <WLAN>
    <WLANSetting>
      <WLANConfig SSID="Bureau &amp; &quot;Cie&quot;" Name="Bureau &amp; &quot;Cie&quot;">
        <WLANXmlSettings>
          <AutoConnect>True</AutoConnect>
          <HiddenNetwork>True</HiddenNetwork>
          <SecurityKey>correct horse</SecurityKey>
          <SecurityType>WPA2-Personal</SecurityType>
        </WLANXmlSettings>
      </WLANConfig>
      <WLANConfig SSID="Invités" Name="Invités">
        <WLANXmlSettings>
          <AutoConnect>False</AutoConnect>
          <HiddenNetwork>False</HiddenNetwork>
          <SecurityType>Open</SecurityType>
        </WLANXmlSettings>
      </WLANConfig>
    </WLANSetting>
  </WLAN>
</ConnectivityProfiles>
<OOBE>
  <Desktop>
    <HideOobe>True</HideOobe>
  </Desktop>
</OOBE>
<Workplace>
  <Enrollments>
    <UPN UPN="bulk@exemple.fr" Name="bulk@exemple.fr">
      <AuthPolicy>OnPremise</AuthPolicy>
      <DiscoveryServiceFullUrl>https://mdm.exemple.fr/</DiscoveryServiceFullUrl>
      <Secret>bulk ]]&gt; word</Secret>
    </UPN>
  </Enrollments>
</Workplace>
`);
    expect([...common.getElementsByTagName('Password')].map(({ textContent }) => textContent)).toEqual([
      secrets.anna,
      secrets.paul,
    ]);
    expect(text).toContain('<Name>Parc &lt;été&gt;</Name>');
    expect(text).toContain('ICD.exe /Build-ProvisioningPackage');
    expect(files.bytes('provisioning/certificates/root.cer')[0]).toBe(0x30);
  });

  it('shows references until secrets are revealed', async () => {
    const files = await mdmFiles('windows', given);
    expect(files.text('provisioning/customizations.xml')).toContain('<Password>{vault:anna}</Password>');
    expect(files.secrets).toEqual(['anna', 'bulk', 'paul', 'wifi']);
  });

  it.each([
    ['anna', 'users[0].password'],
    ['bulk', 'mdm.windows.enrolment.secret'],
  ])('refuses what XML cannot hold, naming the field: %s', async (name, field) => {
    const asked = mdmFiles('windows', given, { secrets: { ...secrets, [name]: 'a\u0007b' } });
    await expect(asked).rejects.toMatchObject({ findings: [{ field, found: '[…]' }] });
  });

  it('is the same each time', async () => {
    const [one, other] = await Promise.all([mdmFiles('windows', given), mdmFiles('windows', given)]);
    expect(one.files).toEqual(other.files);
  });
});
