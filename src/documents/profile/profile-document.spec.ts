import { readFileSync } from 'node:fs';
import { InputError } from '../../platform/core/index.js';
import { digestOf, readProfile } from './profile-document.js';
import { profileJsonSchema } from './profile.schema.js';

const least = 'name: essai\nmaster: { name: debian-13 }\n';

function refusal(text: string): InputError {
  try {
    readProfile(text);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('the profile was taken');
}

const findings = (text: string) =>
  refusal(text).findings.map(({ field, found, expected }) => [field, found, expected.en]);

describe('reading a profile', () => {
  it('fills in what was not said', () => {
    expect(readProfile(least)).toEqual({
      name: 'essai',
      master: { name: 'debian-13' },
      disk: {
        rule: {},
        layout: { table: 'gpt', esp: { sizeBytes: 536_870_912 }, root: { fileSystem: 'ext4' } },
        verify: 'full',
      },
      locale: { language: 'fr_FR.UTF-8', keyboard: { layout: 'fr' }, timeZone: 'Europe/Paris' },
      hostname: {},
      users: [],
      network: { wifi: [], vpn: [] },
      hardware: { diskHealth: true },
      software: [],
      apt: {},
      update: 'none',
      personalise: { printers: [], shares: [] },
      kernel: { console: [] },
      recette: { checks: [], manual: [], reservations: 'signature' },
      security: { secureBoot: { need: 'required', authorities: 'keep' }, sshPasswordLogin: false },
    });
  });

  it('takes JSON as well', () => {
    expect(readProfile('{"name": "essai",\n\t"master": {"name": "debian-13"}}')).toEqual(readProfile(least));
  });

  it('names the field, what was found, what was expected and the line', () => {
    const text = `${least}disk:
  rule:
    bus: [nvme, scsy]
    minimumBytes: 20 bananas
locale:
  timeZone: Europe/Pariss
upate: all
`;
    expect(findings(text)).toEqual([
      ['disk.rule.bus[1]', 'scsy', 'one of these values: nvme, sata, usb, virtio, mmc, scsi, other (line 5)'],
      ['disk.rule.minimumBytes', '20 bananas', 'a size such as 20GB, 16GiB or a number of bytes (line 6)'],
      ['locale.timeZone', 'Europe/Pariss', 'a zone such as Europe/Paris (line 8)'],
      ['upate', 'all', 'no field of this name here (line 9)'],
    ]);
    expect(refusal(text).text.fr).toContain('disk.rule.bus[1] = "scsy" → l’une de ces valeurs : nvme, sata');
  });

  it('names a field that is missing, with the line of what should hold it', () => {
    expect(findings('name: essai\nmaster: {}\n')).toEqual([
      ['master.name', undefined, 'lower-case letters, digits, dots and hyphens, at most 63 (line 2)'],
    ]);
  });

  it('wants quotes around a version', () => {
    expect(findings('name: essai\nmaster:\n  name: debian-13\n  version: 13.10\n')).toEqual([
      ['master.version', 13.1, 'one line of text, at most 200 characters (line 4)'],
    ]);
  });

  it('tells where YAML itself is wrong', () => {
    expect(findings('name: essai\nname: encore\n')).toEqual([
      ['(document)', 'name: encore', 'correct YAML (Map keys must be unique) (line 2)'],
    ]);
  });

  it('refuses a text that unfolds without end', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef'])
      bomb.push(`${to}: &${to} [${`*${from},`.repeat(9)}*${from}]`);
    expect(refusal(bomb.join('\n')).findings[0]!.expected.en).toBe('fewer repetitions (&, *)');
  });

  it('refuses more than 1 MiB, and what is no group of fields', () => {
    expect(findings(`# ${'x'.repeat(1 << 20)}`)[0]![2]).toBe('at most 1 MiB');
    expect(findings('')[0]).toEqual(['(document)', null, 'a group of fields']);
    expect(findings('- a')[0]).toEqual(['(document)', ['a'], 'a group of fields (line 1)']);
  });

  it('does not repeat a password that was written into it by mistake', () => {
    const error = refusal(`${least}users: [{ name: jean, password: Sup3rSecret }]\n`);
    expect(JSON.stringify([error.text, error.findings])).not.toContain('Sup3rSecret');
    expect(error.findings[0]!.field).toBe('users[0].password');
  });
});

describe('sizes', () => {
  it.each([
    ['20GB', 20_000_000_000],
    ['16GiB', 17_179_869_184],
    ['512 MiB', 536_870_912],
    ['1.5TB', 1_500_000_000_000],
    ['4096', 4096],
    ['10gb', 10_000_000_000],
  ])('%j is %d bytes', (text, bytes) => {
    const { disk } = readProfile(`${least}disk: { rule: { minimumBytes: '${text}' } }`);
    expect(disk.rule.minimumBytes).toBe(bytes);
  });

  it.each([['0'], ['-5GB'], ['1e9'], ['5 Go'], ['99999999TB'], ['']])('%j is none', (text) => {
    expect(findings(`${least}disk: { rule: { minimumBytes: '${text}' } }`)[0]![0]).toBe(
      'disk.rule.minimumBytes',
    );
  });

  it('refuses a least size above the most', () => {
    expect(findings(`${least}disk: { rule: { minimumBytes: 2TB, maximumBytes: 1TB } }`)).toEqual([
      ['disk.rule.maximumBytes', '1TB', 'at least minimumBytes (line 3)'],
    ]);
  });
});

describe('hostile values', () => {
  it.each([
    ['users: [{ name: "root" }]', 'users[0].name'],
    ['users: [{ name: "a:0:0" }]', 'users[0].name'],
    ['users: [{ name: "jean\\nroot" }]', 'users[0].name'],
    ['users: [{ name: "-rf" }]', 'users[0].name'],
    ['users: [{ name: jean }, { name: jean }]', 'users[1]'],
    ['users: [{ name: jean, fullName: "x:/bin/sh" }]', 'users[0].fullName'],
    ['users: [{ name: jean, shell: "/bin/sh; id" }]', 'users[0].shell'],
    ['users: [{ name: jean, sshKeys: ["command=\\"id\\" ssh-ed25519 AAAA"] }]', 'users[0].sshKeys[0]'],
    ['users: [{ name: jean, password: { vault: "../key" } }]', 'users[0].password.vault'],
    ['network: { wifi: [{ ssid: "a\\nb", security: open }] }', 'network.wifi[0].ssid'],
    ['network: { wifi: [{ ssid: "ééééééééééééééééé", security: open }] }', 'network.wifi[0].ssid'],
    ['network: { wifi: [{ ssid: a, security: wpa2-psk }] }', 'network.wifi[0].passphrase'],
    ['personalise: { printers: [{ name: "a b", uri: "ipp://p/x" }] }', 'personalise.printers[0].name'],
    ['personalise: { printers: [{ name: a, uri: "javascript:1" }] }', 'personalise.printers[0].uri'],
    ['personalise: { printers: [{ name: a, uri: "ipp://u:p@host/x" }] }', 'personalise.printers[0].uri'],
    [
      'personalise: { shares: [{ url: "//srv/x", kind: nfs, mountPoint: /mnt/x }] }',
      'personalise.shares[0].url',
    ],
    [
      'personalise: { shares: [{ url: "//srv/a b", kind: cifs, mountPoint: /mnt/x }] }',
      'personalise.shares[0].url',
    ],
    [
      'personalise: { shares: [{ url: "//srv/x", kind: cifs, mountPoint: "/mnt/../etc" }] }',
      'personalise.shares[0].mountPoint',
    ],
    [
      'personalise: { shares: [{ url: "//srv/x", kind: cifs, mountPoint: /etc }] }',
      'personalise.shares[0].mountPoint',
    ],
    ['software: [{ kind: apt, packages: ["-y"] }]', 'software[0].packages[0]'],
    ['software: [{ kind: apt, packages: ["a;id"] }]', 'software[0].packages[0]'],
    ['software: [{ kind: exe, packages: [a] }]', 'software[0].kind'],
    ['apt: { proxy: "http://p/\' ; id" }', 'apt.proxy'],
    ['apt: { sources: ["rm -rf /"] }', 'apt.sources[0]'],
    ['kernel: { console: ["tty0 init=/bin/sh"] }', 'kernel.console[0]'],
    ['locale: { language: "fr_FR.UTF-8; id" }', 'locale.language'],
    ['locale: { timeZone: "../../etc/passwd" }', 'locale.timeZone'],
    ['hostname: { pattern: "{{constructor}}" }', 'hostname.pattern'],
    ['__proto__: { polluted: true }', '__proto__'],
  ])('refuses %s', (text, field) => {
    expect(findings(`${least}${text}\n`).map(([name]) => name)).toContain(field);
  });
});

describe('the digest', () => {
  it('does not depend on the order of fields, on comments, or on how a size is written', () => {
    const one = readProfile(`${least}disk: { rule: { minimumBytes: 20GB, bus: [nvme] } }\n`);
    const two = readProfile(
      `# other\nmaster: { name: debian-13 }\ndisk: { rule: { bus: [nvme], minimumBytes: 20000000000 } }\nname: essai\n`,
    );
    expect(digestOf(one)).toBe(digestOf(two));
  });

  it('changes with any value', () => {
    expect(digestOf(readProfile(least))).not.toBe(digestOf(readProfile(`${least}update: all\n`)));
  });
});

describe('the ready-made profiles', () => {
  it.each([
    ['debian-13-minimal', 'debian-13'],
    ['debian-13-desktop', 'debian-13-desktop'],
  ])('%s is correct and needs no Internet', (name, master) => {
    const document = readProfile(readFileSync(`profiles/${name}.yaml`, 'utf8'));
    expect(document.name).toBe(name);
    expect(document.master?.name).toBe(master);
    expect(document.update).toBe('none');
    expect(document.software).toEqual([]);
    expect(new Set(document.recette.checks.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(25);
  });
});

describe('the JSON schema', () => {
  it('describes every field that a person may write', () => {
    const schema = profileJsonSchema() as { properties: Record<string, object>; required: string[] };
    expect(schema.required).toEqual(['name']);
    expect(schema.properties['update']).toEqual({
      default: 'none',
      description: 'What is brought up to date at the end; needs the repositories',
      type: 'string',
      enum: ['none', 'security', 'all'],
    });
  });
});

describe('the refusal of a profile', () => {
  it('repeats no secret, wherever it was written by mistake', () => {
    const error = refusal(`${least}users: { anna: { password: hunter2, fullName: Anna } }
network: { wifi: [{ ssid: a, security: open, passphrase: hunter2 }] }
apt: { proxy: 'http://anna:hunter2@proxy:3128' }
personalise: { shares: { url: //srv/x, credentials: hunter2 } }
`);
    expect(error.findings.map(({ field, found }) => [field, found])).toEqual([
      ['users', { anna: { password: '[secret]', fullName: 'Anna' } }],
      ['network.wifi[0].passphrase', '[secret]'],
      ['apt.proxy', 'http://[secret]@proxy:3128'],
      ['personalise.shares', { url: '//srv/x', credentials: '[secret]' }],
    ]);
    expect(JSON.stringify([error.text, error.findings])).not.toContain('hunter2');
  });
});

describe('a profile with more faults than anyone reads', () => {
  const findingsOf = (text: string) => {
    try {
      readProfile(text);
    } catch (error) {
      if (error instanceof InputError) return error.findings;
    }
    return [];
  };

  it('has 1,000 of 40,000 unknown keys told, each with its line, then how many more there are', () => {
    const keys = Array.from({ length: 40_000 }, (_, index) => `k${index}: 1`);
    const findings = findingsOf(['name: a', 'master: { name: b }', ...keys].join('\n'));
    expect(findings).toHaveLength(1_001);
    expect(findings[999]).toMatchObject({
      field: 'k999',
      expected: { en: 'no field of this name here (line 1002)' },
    });
    expect(findings[1_000]).toMatchObject({ field: '(document)', found: '+ 39000' });
  });

  it('names a key that stands twice, at its line', () => {
    expect(findingsOf('name: a\nupdate: all\nname: b\n')).toEqual([
      {
        field: '(document)',
        found: 'name: b',
        expected: {
          fr: 'du YAML correct (Map keys must be unique) (ligne 3)',
          en: 'correct YAML (Map keys must be unique) (line 3)',
        },
      },
    ]);
  });

  it('is refused beyond 1,000 aliases, and beyond 100 levels', () => {
    const aliases = findingsOf(`name: &a a\nx: [${'*a, '.repeat(1_001)}]\n`);
    expect(aliases).toMatchObject([{ expected: { en: 'correct YAML (at most 1000 aliases) (line 2)' } }]);
    const deep = findingsOf(`name: ${'['.repeat(200)}${']'.repeat(200)}\n`);
    expect(deep).toMatchObject([{ field: 'name[0]', expected: { en: 'at most 100 levels' } }]);
    const deepest = findingsOf(`name: ${'['.repeat(50_000)}${']'.repeat(50_000)}\n`);
    expect(deepest).toMatchObject([{ field: '(document)', expected: { en: 'at most 100 levels' } }]);
  });

  it('takes a text that two patterns could share for what it is, at once', () => {
    const [finding] = findingsOf(
      `name: a\nusers: [{name: b, password: {vault: "${'a'.repeat(50_000)}!"}}]\n`,
    );
    expect(finding?.field).toBe('users[0].password.vault');
    const [share] = findingsOf(
      `name: a\npersonalise: {shares: [{kind: cifs, mountPoint: /a, url: "//a${'/'.repeat(50_000)} "}]}\n`,
    );
    expect(share?.field).toBe('personalise.shares[0].url');
  });
});
