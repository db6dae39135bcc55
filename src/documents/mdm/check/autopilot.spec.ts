import fc from 'fast-check';
import { mdmFiles } from '../../../../test/support/mdm-files.js';
import { checkAutopilot } from './autopilot.js';
import { checkMdm } from './check-mdm.js';

const GOOD = {
  CloudAssignedTenantId: '1537de22-988c-4e93-b8a5-83890f34a69b',
  CloudAssignedForcedEnrollment: 1,
  Version: 2049,
  Comment_File: 'Profile Autopilot Profile',
  CloudAssignedAadServerData:
    '{"ZeroTouchConfig":{"CloudAssignedTenantUpn":"","ForcedEnrollment":1,"CloudAssignedTenantDomain":"parc.onmicrosoft.com"}}',
  CloudAssignedTenantDomain: 'parc.onmicrosoft.com',
  CloudAssignedDomainJoinMethod: 0,
  CloudAssignedOobeConfig: 28,
  ZtdCorrelationId: '7F9E6025-1E13-45F3-BF82-A3E8C5B59EAC',
};

const told = (text: string): string[] =>
  checkAutopilot(text).map(
    ({ severity, rule, line, column, found }) => `${severity} ${rule} ${line}:${column} ${found}`,
  );
const toldOf = (changes: object): string[] => told(JSON.stringify({ ...GOOD, ...changes }));

it('has nothing to say of a file as Intune exports it', () => {
  expect(toldOf({})).toEqual([]);
});

it('has nothing to say of what Établi writes', async () => {
  const autopilot = {
    tenantId: GOOD.CloudAssignedTenantId,
    tenantDomain: 'parc.onmicrosoft.com',
    language: 'fr-FR',
    region: 'FR',
  };
  const files = await mdmFiles('windows', {
    hostname: { pattern: 'PC-{{serial}}' },
    mdm: { windows: { autopilot } },
  });
  const checked = checkMdm(files.bytes('autopilot/AutopilotConfigurationFile.json'));
  expect(checked).toEqual({ kind: 'autopilot', findings: [], counts: { error: 0, warning: 0, note: 0 } });
});

it.each<[object, string]>([
  [{ Version: 2048 }, 'error autopilot/out-of-range 1:'],
  [{ Version: '2049' }, 'error autopilot/wrong-type 1:'],
  [{ ZtdCorrelationId: '{7F9E6025-1E13-45F3-BF82-A3E8C5B59EAC}' }, 'error autopilot/out-of-range 1:'],
  [{ CloudAssignedTenantId: 1 }, 'error autopilot/wrong-type 1:'],
  [{ CloudAssignedOobeConfig: 2048 }, 'error autopilot/out-of-range 1:'],
  [{ CloudAssignedOobeConfig: 1.5 }, 'error autopilot/out-of-range 1:'],
  [{ CloudAssignedDomainJoinMethod: 2 }, 'error autopilot/out-of-range 1:'],
  [{ CloudAssignedForcedEnrollment: true }, 'error autopilot/wrong-type 1:'],
  [{ CloudAssignedAadServerData: '{"ZeroTouchConfig":' }, 'error autopilot/out-of-range 1:'],
  [{ CloudAssignedAadServerData: { ZeroTouchConfig: {} } }, 'error autopilot/wrong-type 1:'],
  [{ CloudAssignedDeviceName: 'PC_%SERIAL%' }, 'error autopilot/out-of-range 1:'],
  [{ CloudAssignedDeviceName: '%RAND:16%' }, 'error autopilot/out-of-range 1:'],
  [{ CloudAssignedLanguage: 'français' }, 'error autopilot/out-of-range 1:'],
  [{ CloudAssignedRegion: 'FRA' }, 'error autopilot/out-of-range 1:'],
  [{ CloudAssignedAutopilotUpdateDisabled: 3 }, 'error autopilot/out-of-range 1:'],
  [{ CloudAssignedAutopilotUpdateTimeout: 0 }, 'error autopilot/out-of-range 1:'],
  [{ HybridJoinSkipDCConnectivityCheck: 'no' }, 'error autopilot/wrong-type 1:'],
  [{ CloudAssignedGroupTag: 'lot' }, 'note autopilot/unknown-key 1:'],
  [{ CloudAssignedTenantDomain: 'autre.onmicrosoft.com' }, 'warning autopilot/disagreement 1:'],
  [{ Comment_File: 'Profil « été »' }, 'warning autopilot/not-ascii 1:'],
])('says of %j: %s', (changes, expected) => {
  expect(toldOf(changes)[0]).toContain(expected);
});

it.each([
  'CloudAssignedTenantId',
  'CloudAssignedTenantDomain',
  'CloudAssignedOobeConfig',
  'CloudAssignedDomainJoinMethod',
  'CloudAssignedForcedEnrollment',
  'CloudAssignedAadServerData',
  'ZtdCorrelationId',
])('misses %s', (name) => {
  expect(toldOf({ [name]: undefined })).toEqual([`error autopilot/missing-key 1:1 ${name}`]);
});

it('names the key that was meant, and where it stands', () => {
  const [finding] = checkAutopilot(`{\n  "cloudAssignedOobeConfig": 28,${JSON.stringify(GOOD).slice(1)}`);
  expect(finding).toMatchObject({
    rule: 'autopilot/unknown-key',
    line: 2,
    column: 3,
    path: 'cloudAssignedOobeConfig',
    expected: { en: 'CloudAssignedOobeConfig' },
  });
});

it.each([
  ['', 'autopilot/not-well-formed'],
  ['[]', 'autopilot/not-an-object'],
  ['{"Version":2049,"Version":2049}', 'autopilot/duplicate-key'],
])('says of %j: %s', (text, rule) => {
  expect(checkAutopilot(text).map((finding) => finding.rule)).toContain(rule);
});

it('lets a template be a template', () => {
  expect(toldOf({ CloudAssignedTenantId: '{{tenantId}}', ZtdCorrelationId: '$CORRELATION' })).toEqual([]);
});

it('never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) =>
      Array.isArray(checkAutopilot(text)),
    ),
  );
});
