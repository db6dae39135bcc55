import { readFileSync } from 'node:fs';
import { FULL_PROFILE, LINUX_KINDS, linuxAnswer } from '../../../../test/support/linux-answer.js';

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

describe('the answer files of Linux', () => {
  const profiles = [
    ['least', {}, {}],
    ['full', FULL_PROFILE, { serial: 'SN-ABCDEF' }],
  ] as const;
  const cases = LINUX_KINDS.flatMap((kind) => profiles.map((profile) => [kind, ...profile] as const));

  it.each(cases)('are these, to the byte: %s, %s profile', (kind, name, sections, machine) => {
    const { files } = linuxAnswer(kind, sections, { machine });
    for (const file of files) expect(file.text).toBe(fixture(`${kind}-${name}/${file.name}`));
  });

  it.each([
    ['preseed', ['preseed.cfg']],
    ['autoinstall', ['user-data', 'meta-data']],
    ['kickstart', ['ks.cfg']],
    ['cloud-init', ['user-data', 'meta-data', 'network-config']],
  ] as const)('have the names that the installer looks for: %s', (kind, names) => {
    const { files } = linuxAnswer(kind);
    expect(files.map(({ name }) => name)).toEqual(names);
  });

  it.each(LINUX_KINDS)('are the same for the same order, password hashes included: %s', (kind) => {
    const order = [kind, FULL_PROFILE, { machine: { serial: 'SN-ABCDEF' } }] as const;
    expect(linuxAnswer(...order)).toEqual(linuxAnswer(...order));
  });

  it.each([
    [
      'preseed',
      [
        'software[2]',
        'master',
        'disk.verify',
        'hardware.memoryMinimumBytes',
        'hardware.diskMinimumBytes',
        'hardware.batteryHealthMinimumPercent',
        'hardware.diskHealth',
        'security.secureBoot',
        'personalise.accessibility',
        'personalise.printers',
        'personalise.shares',
        'recette',
      ],
    ],
    [
      'autoinstall',
      [
        'software[2]',
        'master',
        'disk.verify',
        'hardware.memoryMinimumBytes',
        'hardware.diskMinimumBytes',
        'hardware.batteryHealthMinimumPercent',
        'hardware.diskHealth',
        'security.secureBoot',
        'personalise.accessibility',
        'personalise.printers',
        'personalise.shares',
        'recette',
      ],
    ],
    [
      'kickstart',
      [
        'software[2]',
        'apt.sources',
        'apt.proxy',
        'locale.keyboard.model',
        'master',
        'disk.verify',
        'hardware.memoryMinimumBytes',
        'hardware.diskMinimumBytes',
        'hardware.batteryHealthMinimumPercent',
        'hardware.diskHealth',
        'security.secureBoot',
        'personalise.accessibility',
        'personalise.printers',
        'personalise.shares',
        'recette',
      ],
    ],
    [
      'cloud-init',
      [
        'software[2]',
        'disk',
        'hardware.memoryMinimumBytes',
        'hardware.diskMinimumBytes',
        'hardware.batteryHealthMinimumPercent',
        'hardware.diskHealth',
        'security.secureBoot',
        'personalise.accessibility',
        'personalise.printers',
        'personalise.shares',
        'recette',
      ],
    ],
  ] as const)('say what they leave out: %s', (kind, options) => {
    const { notCarried } = linuxAnswer(kind, FULL_PROFILE, { machine: { serial: 'SN-ABCDEF' } });
    expect(notCarried.map(({ option }) => option)).toEqual(options);
    for (const { reason } of notCarried) expect([reason.fr, reason.en]).not.toContain('');
  });
});
