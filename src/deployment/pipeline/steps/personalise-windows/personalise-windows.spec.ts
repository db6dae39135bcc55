import { fakeWindowsContext } from '../../../../../test/support/fake-windows-context.js';
import { PERSONALISE } from '../../../../../test/support/windows-scripts/personalise.js';
import { RECOVERY } from '../../../../../test/support/windows-scripts/personalise-options.js';
import { parseProfile } from '../../../../documents/profile/index.js';
import type { JoinedAccounts } from '../../../../park/directory/index.js';
import type { KeptPassword, RecoveryPasswords } from '../../../../park/recovery/index.js';
import { OperatorError } from '../../../../platform/core/index.js';
import type { SecretUse, SecretUses } from '../../../../platform/vault/index.js';
import type { Addresses } from '../../addresses.js';
import type { DeployPlan } from '../../plan.js';
import { powershellScript } from '../../powershell.js';
import { EncryptDrive } from './encrypt-drive.js';
import { appliedExtras } from './extras.js';
import { PersonaliseWindows } from './personalise-windows.step.js';

const HOSTILE = `é'"; $(calc)\`id\` 😀`;
const SHA = 'a'.repeat(64);
const SECRETS: Record<string, string> = { wifi: `pass'"$(calc) word`, pin: '246810', share: HOSTILE };

function personalising(
  profile: object,
  pc: Record<string, unknown> = {},
  keep?: (one: KeptPassword) => Promise<void>,
  inDirectory: string[] = [],
) {
  const document = parseProfile({ name: 'office', ...profile });
  const kept: KeptPassword[] = [];
  const asked: SecretUse[] = [];
  const uses = {
    reveal: (list: SecretUse[]) => {
      asked.push(...list);
      return Promise.resolve(new Map(list.map(({ reference }) => [reference, SECRETS[reference]!])));
    },
  };
  const passwords = { keep: keep ?? ((one: KeptPassword) => Promise.resolve(void kept.push(one))) };
  const step = new PersonaliseWindows(
    uses as unknown as SecretUses,
    { payload: (sha256: string) => `http://etabli/payloads/${sha256}` } as Addresses,
    new EncryptDrive(
      passwords as unknown as RecoveryPasswords,
      { recoveryIds: () => Promise.resolve(inDirectory) } as unknown as JoinedAccounts,
    ),
  );
  const fake = fakeWindowsContext(document, [PERSONALISE], { hostname: 'PC01' }, pc);
  return { ...fake, step, kept, asked, document, run: () => step.run(fake.context) };
}
const outcomes = ({ applied = [] }: { applied?: { option: string; outcome: string }[] }) =>
  Object.fromEntries(applied.map(({ option, outcome }) => [option, outcome]));
const checkOf = (facts: { checks?: { kind: string }[] }, kind: string) =>
  facts.checks?.find((check) => check.kind === kind);

describe('the accounts of people on a running Windows', () => {
  const text = powershellScript('personalise/options');
  const [, pattern = ''] = /^\$OWN_PROFILE = '(.*)'\r$/m.exec(text) ?? [];

  it.each([
    ['C:\\Users\\etabli-0123456789ab', true],
    ['C:\\Users\\etabli-0123456789ab.PC01', true],
    ['C:\\Users\\etabli-anna', false],
    ['C:\\Users\\anna', false],
  ])('have their profile in %s: Établi is %s', (path, isOwn) => {
    expect(new RegExp(pattern, 'i').test(path)).toBe(isOwn);
    expect(text).toContain('if ($path -match $OWN_PROFILE) { continue }');
  });
});

describe('the options of a running Windows', () => {
  const OPTIONS = {
    windows: {
      comfort: { updates: { storeApps: false, previews: false }, theme: { lockScreenPicture: 'C:\\a.jpg' } },
      security: { smb: { smb1: false } },
      network: { firewall: { private: { inbound: 'block' } } },
      setup: { bypass: { tpm: true } },
    },
  };

  it('are all set by one call, as SYSTEM, and only where they differ', async () => {
    const pc: Record<string, unknown> = {
      registry: {
        'machine|SOFTWARE\\Policies\\Microsoft\\WindowsStore|AutoDownload': { kind: 'DWord', value: 2 },
      },
    };
    const fake = personalising(OPTIONS, pc);
    await expect(fake.run()).resolves.toMatchObject({
      evidence: { options: { already: 2, applied: 3, notPossible: 1, failed: [] }, beside: [] },
    });
    expect(fake.ran.map(({ script, asSystem }) => [script, asSystem])).toEqual([
      ['personalise/options', true],
    ]);
    expect(outcomes(fake.facts)).toEqual({
      'windows.setup.bypass.tpm': 'not-possible',
      'windows.network.firewall.private.inbound': 'applied',
      'windows.security.smb.smb1': 'applied',
      'windows.comfort.updates.storeApps': 'already',
      'windows.comfort.updates.previews': 'already',
      'windows.comfort.theme.lockScreenPicture': 'applied',
    });
    expect(pc['settings']).toEqual({ 'Private DefaultInboundAction': 'Block' });
  });

  it('are there already the second time', async () => {
    const fake = personalising(OPTIONS);
    await fake.run();
    await fake.run();
    // A script without a reading of what it does is run again: it does not harm.
    const {
      'windows.security.smb.smb1': script,
      'windows.setup.bypass.tpm': setup,
      ...others
    } = outcomes(fake.facts);
    expect([script, setup]).toEqual(['applied', 'not-possible']);
    expect(Object.values(others)).toEqual(['already', 'already', 'already', 'already']);
  });

  it('are followed by a restart where Windows waits for one', async () => {
    const pc: Record<string, unknown> = { featuresChanged: true };
    const fake = personalising(OPTIONS, pc);
    let restarts = 0;
    fake.step.restart = () => Promise.resolve((restarts += 1));
    await fake.run();
    pc['featuresChanged'] = false;
    await fake.run();
    expect(restarts).toBe(1);
  });

  it('that Windows does not take are failed, with what was found', async () => {
    const path = 'machine|SOFTWARE\\Policies\\Microsoft\\WindowsStore|AutoDownload';
    const fake = personalising(OPTIONS, { refused: [path], scripts: { 'smb1-off': 3 } });
    await fake.run();
    const failed = fake.facts.applied?.filter(({ outcome }) => outcome === 'failed');
    expect(failed).toEqual([
      {
        option: 'windows.security.smb.smb1',
        outcome: 'failed',
        reason: { fr: 'smb1-off : 3 end of smb1-off', en: 'smb1-off : 3 end of smb1-off' },
      },
      {
        option: 'windows.comfort.updates.storeApps',
        outcome: 'failed',
        reason: { fr: 'Access is denied.', en: 'Access is denied.' },
      },
    ]);
  });

  it('that the PC says nothing of are failed, never applied', async () => {
    const silent = {
      'personalise/options': () => ({
        result: { values: [], scripts: [], firewall: [], nodes: [], restartDue: null },
      }),
    };
    const fake = personalising(OPTIONS);
    const { context, facts } = fakeWindowsContext(fake.document, [silent]);
    await fake.step.run(context);
    expect(Object.values(outcomes(facts)).sort()).toEqual([
      ...['failed', 'failed', 'failed', 'failed', 'failed', 'not-possible'],
    ]);
  });

  it('reach each account that has a profile, and the accounts to come', async () => {
    const windows = {
      personalise: { drives: [{ letter: 's', path: "\\\\srv\\Été d'à côté$", label: HOSTILE }] },
    };
    const pc: Record<string, unknown> = { accounts: ['S-1-5-21-1', 'S-1-5-21-2'] };
    const fake = personalising({ windows }, pc);
    await fake.run();
    const registry = pc['registry'] as Record<string, { value: unknown }>;
    const remote = Object.entries(registry).filter(([path]) => path.endsWith('|Network\\S|RemotePath'));
    expect(remote.map(([path, { value }]) => [path.split('|')[0], value])).toEqual([
      ['defaultUser', "\\\\srv\\Été d'à côté$"],
      ['account:S-1-5-21-1', "\\\\srv\\Été d'à côté$"],
      ['account:S-1-5-21-2', "\\\\srv\\Été d'à côté$"],
    ]);
    expect(
      registry[
        "defaultUser|Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\MountPoints2\\##srv#Été d'à côté$|_LabelFromReg"
      ]?.value,
    ).toBe(HOSTILE);
    expect(outcomes(fake.facts)).toEqual({ 'windows.personalise.drives[0]': 'applied' });
    expect(checkOf(fake.facts, 'personalise-windows')).toMatchObject({
      verdict: 'passed',
      severity: 'reserve',
      measured: { fr: 'en place : 1', en: 'in place: 1' },
    });
  });
});

describe('what is beside the options', () => {
  const PROFILE = {
    network: {
      wifi: [
        { ssid: 'Bureau', security: 'wpa2-psk', passphrase: { vault: 'wifi' }, priority: 5 },
        { ssid: HOSTILE, security: 'open' },
      ],
    },
    windows: {
      personalise: {
        wallpaper: SHA,
        printers: [
          { name: 'Accueil', uri: 'ipp://10.0.0.9/ipp/print' },
          { name: 'Atelier', uri: 'socket://10.0.0.8', driver: 'Generic / Text Only', default: true },
          { name: 'Étage', uri: '\\\\srv\\Étage 2' },
        ],
        defaultApplications: [{ for: '.pdf', progId: 'Foxit.Document', application: `Foxit & <${HOSTILE}>` }],
      },
    },
  };

  it('is given as values, secrets too, and never as the text of a script', async () => {
    const fake = personalising(PROFILE);
    await fake.run();
    const [extras, options] = fake.ran;
    expect(extras).toMatchObject({
      script: 'personalise/extras',
      asSystem: true,
      given: {
        pictures: [
          {
            id: 'windows.personalise.wallpaper',
            sha256: SHA,
            url: `http://etabli/payloads/${SHA}`,
            path: `C:\\Windows\\Web\\Wallpaper\\Delivered\\${SHA}.jpg`,
          },
        ],
        printers: [
          {
            id: 'windows.personalise.printers[0]',
            kind: 'ipp',
            name: 'Accueil',
            url: 'ipp://10.0.0.9/ipp/print',
          },
          {
            id: 'windows.personalise.printers[1]',
            kind: 'port',
            name: 'Atelier',
            host: '10.0.0.8',
            port: 9100,
            driver: 'Generic / Text Only',
          },
          { id: 'windows.personalise.printers[2]', kind: 'share', share: '\\\\srv\\Étage 2' },
        ],
        wifi: [
          { id: 'network.wifi[1]', name: HOSTILE },
          { id: 'network.wifi[0]', name: 'Bureau' },
        ],
      },
    });
    expect(options?.script).toBe('personalise/options');
    for (const { text, script } of fake.ran) expect(text).toBe(powershellScript(script));
    const texts = fake.ran.map(({ text }) => text).join();
    for (const value of [HOSTILE, 'calc', 'Bureau', 'Accueil', SHA, '10.0.0.8', 'Foxit'])
      expect(texts).not.toContain(value);
    expect(JSON.stringify(extras?.given['wifi'])).toContain('calc) word');
    expect(fake.concealed).toContain(SECRETS['wifi']);
    expect(JSON.stringify([fake.facts, fake.logged])).not.toContain('calc) word');
  });

  it('makes the file of default programs well-formed', async () => {
    const fake = personalising(PROFILE);
    await fake.run();
    const [wanted] = fake.ran[0]!.given['associations'] as { xml: string; pairs: object[] }[];
    expect(wanted?.xml).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<DefaultAssociations>',
        `  <Association Identifier=".pdf" ProgId="Foxit.Document" ApplicationName="Foxit &amp; &lt;é'&quot;; $(calc)\`id\` 😀&gt;" />`,
        '</DefaultAssociations>',
        '',
      ].join('\n'),
    );
    expect(wanted?.pairs).toEqual([{ identifier: '.pdf', progId: 'Foxit.Document' }]);
  });

  it('that could not be put in place is a reservation, or stops the deployment where the profile says so', async () => {
    const extraFaults = {
      'windows.personalise.printers[0]': 'this Windows adds no printer by its IPP address',
    };
    const fake = personalising(PROFILE, { extraFaults });
    await fake.run();
    expect(checkOf(fake.facts, 'personalise-windows')).toMatchObject({
      verdict: 'failed',
      severity: 'reserve',
      measured: { en: 'windows.personalise.printers[0] (this Windows adds no printer by its IPP address)' },
    });
    const strict = structuredClone(PROFILE) as { windows: { personalise: object } };
    Object.assign(strict.windows.personalise, { failed: 'fail' });
    await expect(personalising(strict, { extraFaults }).run()).rejects.toThrow('adds no printer');
  });
});

describe('what is beside the options', () => {
  const NONE = { pictures: [], printers: [], associations: [], vpn: [] };
  const outcome = (before: boolean | null, after: boolean | null) =>
    appliedExtras(
      { ...NONE, wifi: [{ id: 'network.wifi[0]' }] },
      { ...NONE, wifi: [{ id: 'network.wifi[0]', before, after, fault: null }] },
    ).map((one) => one.outcome);

  it.each([
    [true, null, 'already'],
    [false, true, 'applied'],
    // Put in place anew, over one of the same name.
    [true, true, 'applied'],
    [true, false, 'failed'],
    [false, false, 'failed'],
    [null, null, 'failed'],
  ])('was there: %s, is there: %s, is %s', (before, after, expected) => {
    expect(outcome(before, after)).toEqual([expected]);
  });
});

describe('an option that a script alone applies', () => {
  it('is applied, and not said to be read back', async () => {
    const fake = personalising({ windows: { comfort: { power: { plan: 'balanced' } } } });
    await fake.run();
    expect(fake.facts.applied).toEqual([
      { option: 'windows.comfort.power.plan', outcome: 'applied', isUnread: true },
    ]);
  });
});

describe('BitLocker with its password in the vault', () => {
  const bitlocker = (more: object = {}) => ({
    windows: {
      security: {
        bitlocker: { mode: 'on', escrow: [{ to: 'vault' }, { to: 'active-directory' }], ...more },
      },
    },
  });

  it('is switched on after its password was kept, and told without it', async () => {
    const pc: Record<string, unknown> = {};
    const kept: object[] = [];
    const fake = personalising(bitlocker(), pc, (one) => {
      kept.push({ ...one, status: (pc['bitlocker'] as { status: string }).status });
      return Promise.resolve();
    });
    const outcome = await fake.run();
    expect(kept).toEqual([
      {
        status: 'FullyDecrypted',
        machineId: 'm-1',
        deploymentId: 'd-1',
        computerName: 'PC01',
        drive: 'C:',
        protectorId: RECOVERY.id,
        password: RECOVERY.password,
      },
    ]);
    expect(fake.ran.map(({ script }) => script)).toEqual(['bitlocker/prepare', 'bitlocker/encrypt']);
    expect(fake.ran[1]?.given).toEqual({
      protectorId: RECOVERY.id,
      pin: null,
      method: 'XtsAes256',
      usedSpaceOnly: true,
      seconds: 3_600,
      directory: true,
      entra: false,
      shares: [],
    });
    expect(checkOf(fake.facts, 'bitlocker-escrow')).toMatchObject({
      verdict: 'passed',
      severity: 'blocking',
      measured: {
        en: 'C: EncryptionInProgress, 12 %, XtsAes256, protection On, kept: vault, active-directory',
      },
    });
    expect(checkOf(fake.facts, 'bitlocker-directory')).toMatchObject({
      verdict: 'unmeasured',
      severity: 'reserve',
      measured: { en: 'active-directory: accepted, not read back' },
    });
    expect(fake.facts.keptRecovery).toEqual([RECOVERY.id]);
    expect(JSON.stringify([outcome, fake.facts, fake.logged])).not.toContain(RECOVERY.password);
    expect(fake.concealed).toContain(RECOVERY.password);
  });

  it('is read back in the directory, where Établi may look', async () => {
    const domain = { directory: 'corp', offlineJoin: true };
    const asked = bitlocker();
    const joined = { ...asked, windows: { ...asked.windows, domain } };
    for (const [ids, verdict] of [
      [[RECOVERY.id], 'passed'],
      [['00000000-0000-0000-0000-000000000000'], 'unmeasured'],
    ] as const) {
      const fake = personalising(joined, {}, undefined, [...ids]);
      await fake.run();
      expect(checkOf(fake.facts, 'bitlocker-directory')).toMatchObject({ verdict, evidence: { seen: ids } });
    }
  });

  it('is not switched on when the vault does not keep it', async () => {
    const fault = new OperatorError({ fr: 'non', en: 'no' }, { remedy: { fr: 'r', en: 'r' } });
    const away = () => Promise.reject(fault);
    const fake = personalising(bitlocker(), {}, away);
    await expect(fake.run()).rejects.toThrow('no');
    expect(fake.ran.map(({ script }) => script)).toEqual(['bitlocker/prepare']);
  });

  it('that the directory does not take stops the deployment', async () => {
    const fake = personalising(bitlocker(), { escrowFault: 'the directory does not answer' });
    await expect(fake.run()).rejects.toThrow('the directory does not answer');
    expect(checkOf(fake.facts, 'bitlocker-escrow')).toMatchObject({ verdict: 'failed' });
  });

  it('needs a TPM', async () => {
    await expect(personalising(bitlocker(), { tpm: false }).run()).rejects.toThrow('no TPM that is ready');
  });

  it('takes a PIN of the vault, and refuses one that cannot be typed', async () => {
    const asked = bitlocker({ protector: 'tpm-pin', pin: { vault: 'pin' } });
    const fake = personalising(asked);
    await fake.run();
    expect(fake.ran[1]?.given['pin']).toBe('246810');
    expect(checkOf(fake.facts, 'bitlocker-escrow')).toMatchObject({ verdict: 'passed' });
    const odd = personalising(bitlocker({ protector: 'tpm-pin', pin: { vault: 'share' } }));
    await expect(odd.run()).rejects.toThrow('windows.security.bitlocker.pin');
    expect(odd.ran).toEqual([]);
  });

  it('is not protected by a PIN while the TPM alone opens it too', async () => {
    const asked = bitlocker({ protector: 'tpm-pin', pin: { vault: 'pin' } });
    const drive = { protection: 'Off', status: 'FullyEncrypted', method: 'XtsAes256', recovery: [] };
    const fake = personalising(asked, { bitlocker: { ...drive, protectors: ['Tpm'] } });
    await expect(fake.run()).rejects.toThrow('the TPM opens it without the PIN too');
  });

  it('goes on with the password that an earlier worker has made', async () => {
    const pc: Record<string, unknown> = {};
    await personalising(bitlocker(), pc, async () => Promise.reject(new Error('killed')))
      .run()
      .catch(() => undefined);
    const again = personalising(bitlocker(), pc);
    await again.run();
    expect(again.kept.map(({ protectorId }) => protectorId)).toEqual([RECOVERY.id]);
    expect(checkOf(again.facts, 'bitlocker-escrow')).toMatchObject({ verdict: 'passed' });
  });
});

describe('the step', () => {
  const { step } = personalising({ windows: {} });
  const planOf = (profile: object) =>
    ({ profile: { document: parseProfile({ name: 'office', ...profile }) } }) as unknown as DeployPlan;
  const vpn = {
    name: 'Siège',
    kind: 'l2tp',
    server: 'vpn.corp.test',
    authentication: { method: 'password' },
    preSharedKey: { vault: 'psk' },
  };

  it.each([
    [{}, false],
    [{ windows: {} }, false],
    [{ windows: { security: { bitlocker: { mode: 'prevent' } } } }, false],
    [{ windows: { security: { bitlocker: { mode: 'on', escrow: [{ to: 'entra' }] } } } }, false],
    [{ windows: { security: { bitlocker: { mode: 'on', escrow: [{ to: 'vault' }] } } } }, true],
    [{ windows: { personalise: {} } }, true],
    [{ windows: { comfort: { updates: { maps: false } } } }, true],
    [{ windows: {}, network: { wifi: [{ ssid: 'A', security: 'open' }] } }, true],
  ])('is part of the deployment of %j: %s', (profile, isPart) => {
    expect(step.onlyIf(planOf(profile))).toBe(isPart);
  });

  it('waits for a confirmed PC where it gives or takes a secret', () => {
    expect(step.needsSecret(planOf({ windows: { personalise: {} } }))).toBe(false);
    const wifi = [{ ssid: 'A', security: 'wpa2-psk', passphrase: { vault: 'wifi' } }];
    expect(step.needsSecret(planOf({ windows: {}, network: { wifi } }))).toBe(true);
    const escrow = [{ to: 'vault' }];
    const windows = { security: { bitlocker: { mode: 'on', escrow } } };
    expect(step.needsSecret(planOf({ windows }))).toBe(true);
    expect(step.needsSecret(planOf({ windows: {}, network: { vpn: [vpn] } }))).toBe(true);
  });
});
