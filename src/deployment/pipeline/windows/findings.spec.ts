import { readFileSync } from 'node:fs';
import { parseProfile, readProfile } from '../../../documents/profile/index.js';
import { fieldIn } from '../../../platform/core/index.js';
import type { PlannedMaster } from '../plan.js';
import { windowsFindings } from './findings.js';

const IMAGE = { name: 'Windows 11 Pro', build: '26100.1742', productType: 'WinNT', architecture: 'amd64' };

/** `field: expected`, for a profile and a master that says this. */
function found(profile: object, master: object = { kind: 'wim', image: IMAGE }): string[] {
  const document = parseProfile({ name: 'office', master: { name: 'w' }, ...profile });
  return windowsFindings(document, master as PlannedMaster).map(
    (finding) => `${fieldIn(finding, 'en')}: ${finding.expected.en}`,
  );
}

const WINDOWS = { windows: { target: 'windows-11-24h2' } };

describe('a profile for a Windows master', () => {
  it('is taken when all of it can be done', () => {
    expect(found(WINDOWS)).toEqual([]);
    expect(found({ windows: {} })).toEqual([]); // 25H2 often says the build of 24H2
    expect(found({ windows: {} }, { kind: 'disk', systemVersion: '' })).toEqual([]);
    const disk = { rule: { bus: ['nvme'] }, verify: 'sampled' };
    const hardware = { memoryMinimumBytes: '8GiB' };
    expect(found({ ...WINDOWS, disk, hardware, locale: { language: 'en_GB.UTF-8' } })).toEqual([]);
  });

  it('is ready-made: windows-11-parc can be armed', () => {
    const document = readProfile(readFileSync('profiles/windows-11-parc.yaml', 'utf8'));
    const master = { kind: 'wim', image: { ...IMAGE, build: '26200.6584' } } as PlannedMaster;
    expect(windowsFindings(document, master)).toEqual([]);
  });

  it('needs the section of Windows', () => {
    expect(found({})).toEqual(['windows: a windows section, even an empty one: windows: {}']);
    expect(found({}, { kind: 'disk', systemVersion: '' })).toEqual([
      'windows: a windows section, even an empty one: windows: {}',
    ]);
  });

  it.each([
    [{ mode: 'interactive' }, 'interactive'],
    [{ mode: 'diskpart', commands: ['clean'] }, 'diskpart'],
  ])('cannot leave the partitions to Windows Setup: %j', (disk, mode) => {
    const document = parseProfile({ name: 'office', windows: { disk } });
    expect(windowsFindings(document, { kind: 'disk', systemVersion: '' } as PlannedMaster)).toMatchObject([
      { field: 'windows.disk.mode', found: mode },
    ]);
  });

  it.each([
    [
      { target: 'windows-10' },
      'windows.target: windows-11-24h2, windows-11-25h2: the image is Windows 11 Pro 26100.1742',
    ],
    [
      { target: 'server-2025' },
      'windows.target: windows-11-24h2, windows-11-25h2: the image is Windows 11 Pro 26100.1742',
    ],
    [{ architecture: 'arm64' }, 'windows.architecture: amd64, the architecture of the image'],
  ])('must be written for the release of the image: %j', (windows, finding) => {
    expect(found({ windows })).toEqual([finding]);
  });

  it.each([
    [
      'windows-10',
      '26100.1742',
      ['windows-11-24h2, windows-11-25h2, server-2025: the captured disk has Windows 26100.1742'],
    ],
    ['server-2025', '26100.1742', []],
    ['windows-11-24h2', '26100.1742', []],
    ['windows-10', '', []], // of a disk whose build nobody could read
  ])('%s is for a captured disk of build %s or not', (target, systemVersion, expected) => {
    const master = { kind: 'disk', systemVersion };
    expect(found({ windows: { target } }, master)).toEqual(expected.map((text) => `windows.target: ${text}`));
  });

  it('is refused for an image of a release that Établi does not know', () => {
    expect(
      found(WINDOWS, { kind: 'wim', image: { ...IMAGE, name: 'Windows 8.1', build: '9600.1' } }),
    ).toEqual([
      'windows.target: a release that the image can be: Windows 8.1 9600.1 is none of those that Établi knows',
    ]);
  });

  it('says what protects a disk where the disk is chosen', () => {
    const only = { mode: 'layout', disk: 'only', assertions: {} };
    expect(found({ windows: { disk: only } })).toEqual([]);
    const assertions = { minimumBytes: '100GB', bus: ['nvme'], model: 'Samsung*', noPartitions: true };
    expect(found({ windows: { disk: { ...only, assertions } } })).toEqual(
      ['minimumBytes', 'bus', 'model', 'noPartitions'].map(
        (name) =>
          `windows.disk.assertions.${name}: nothing: here disk.rule chooses the disk; put the condition there`,
      ),
    );
  });

  it('cannot ask for what only Linux has: each is named', () => {
    const fields = found({
      ...WINDOWS,
      users: [{ name: 'alice' }, { name: 'bob' }],
      software: [
        { kind: 'apt', packages: ['vim'] },
        { kind: 'deb', name: 'tool', sha256: 'a'.repeat(64) },
        { kind: 'script', name: 'late', script: 'true' },
      ],
      update: 'security',
      apt: { proxy: 'http://proxy:3142' },
      personalise: { firewall: { enabled: true } },
      kernel: { console: ['tty0'] },
      disk: { layout: { swap: { sizeBytes: '4GiB' } } },
      security: { sshPasswordLogin: true },
    }).map((text) => text.split(':')[0]);
    expect(fields).toEqual([
      ...['users[0].name', 'users[1].name', 'software[0].kind', 'software[1].kind', 'software[2].kind'],
      ...['disk.layout', 'apt', 'personalise', 'kernel', 'security.sshPasswordLogin'],
    ]);
    expect(found({ ...WINDOWS, users: [{ name: 'alice' }] })).toEqual([
      'users[0].name: nothing: is for Linux only; for Windows: windows.accounts.users',
    ]);
  });

  it('may ask for checks that Windows has, for manual checks and for reservations by account', () => {
    const recette = {
      checks: [
        { kind: 'hostname' },
        { kind: 'free-space', severity: 'blocking', parameters: { minimumPercent: 30 } },
        { kind: 'windows-options', parameters: { option: 'windows.security' } },
      ],
      without: ['vbs-running'],
      manual: [{ id: 'screen', title: { fr: 'Écran', en: 'Screen' } }],
      reservations: 'account',
    };
    expect(found({ ...WINDOWS, recette })).toEqual([]);
  });

  it('cannot ask for checks that only Linux has, nor for one that it leaves out', () => {
    const recette = {
      checks: [
        { kind: 'root-login-locked' },
        { kind: 'free-space', parameters: { minimumPercent: 'much' } },
        { kind: 'smb1-off' },
      ],
      without: ['kernel-version', 'smb1-off'],
    };
    const texts = found({ ...WINDOWS, recette });
    expect(texts.map((text) => text.split(':')[0])).toEqual([
      ...['recette.checks[0].kind', 'recette.checks[1].parameters.minimumPercent'],
      ...['recette.without[0]', 'recette.without[1]'],
    ]);
    expect(texts[0]).toContain('a known check: hostname, windows-version, ');
    expect(texts[0]).toContain('no-crash, windows-options');
    expect(texts[3]).toBe('recette.without[1]: a check that is not in recette.checks too');
  });

  it('is refused for a root file system that says to be Windows', () => {
    expect(found(WINDOWS, { kind: 'rootfs' })).toEqual([
      'master: wim or disk: Windows is not installed from a root file system',
    ]);
  });
});
