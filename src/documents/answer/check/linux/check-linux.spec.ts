import fc from 'fast-check';
import {
  FULL_PROFILE,
  LINUX_KINDS,
  linuxAnswer,
  type LinuxKind,
} from '../../../../../test/support/linux-answer.js';
import { checkAnswer } from '../check-answer.js';

type Short = [rule: string, severity: string, place: string, found: string, expected: string];

/** Findings as `rule severity line:column found expected`, in English. */
function findings(kind: LinuxKind, text: string): Short[] {
  return checkAnswer(Buffer.from(text), { kind }).findings.map(
    ({ rule, severity, line, column, found, expected }) => [
      rule,
      severity,
      `${line}:${column}`,
      found,
      expected.en,
    ],
  );
}

describe('a file that Établi wrote', () => {
  it.each(LINUX_KINDS)('has no error, nor anything unknown: %s', (kind) => {
    for (const sections of [{}, FULL_PROFILE]) {
      const [file] = linuxAnswer(kind, sections, { machine: { serial: 'SN-ABCDEF' } }).files;
      const { kind: told, findings: found } = checkAnswer(Buffer.from(file!.text));
      expect(told).toBe(kind);
      // A preseed file can only contain the Wi-Fi passphrase of the installer in clear text.
      const rules = found.map(({ rule, path }) => `${rule} ${path}`);
      expect(rules).toEqual(
        kind === 'preseed' && sections !== FULL_PROFILE
          ? []
          : kind === 'preseed'
            ? ['linux/plain-secret netcfg/wireless_wpa']
            : [],
      );
    }
  });
});

describe('a preseed file', () => {
  it.each<[string, string, Short]>([
    [
      'without a type',
      'd-i time/zone\n',
      ['preseed/incomplete', 'error', '1:1', 'd-i', 'owner question type value'],
    ],
    [
      'with a value in the place of the type',
      '\nd-i netcfg/enable true\n',
      [
        'preseed/unknown-type',
        'error',
        '2:19',
        'true',
        'string, boolean, select, multiselect, password, note, text, title',
      ],
    ],
    [
      'with another word for true',
      'd-i netcfg/enable boolean yes\n',
      ['preseed/not-boolean', 'error', '1:27', 'yes', 'true or false'],
    ],
    [
      'with a boolean as a text',
      'd-i partman/confirm string true\n',
      ['preseed/wrong-type', 'warning', '1:21', 'string', 'boolean'],
    ],
    [
      'with a slip in a name',
      'd-i partman/comfirm boolean true\n',
      ['preseed/unknown-question', 'warning', '1:5', 'partman/comfirm', 'partman/confirm'],
    ],
    [
      'with a question of nobody',
      'd-i something/else string x\n',
      ['preseed/unknown-question', 'note', '1:5', 'something/else', 'a question of debian-installer'],
    ],
    [
      'with spaces after a continuation',
      'd-i preseed/late_command string a; \\ \n  b c d\n',
      ['preseed/broken-continuation', 'error', '1:36', '\\', 'nothing after the backslash'],
    ],
    [
      'with a comment within a value',
      'd-i pkgsel/include string a \\\n  # b \\\n  c\n',
      ['preseed/comment-in-continuation', 'warning', '2:3', '#', 'the rest of the value'],
    ],
    [
      'with two answers',
      'd-i time/zone string A\nd-i time/zone string B\n',
      ['preseed/answered-twice', 'warning', '2:5', 'B', 'one answer only; the other is on line 1'],
    ],
    [
      'with a password in clear',
      'd-i passwd/user-password password hunter2\n',
      ['linux/plain-secret', 'warning', '1:35', '[secret]', 'a crypt(5) hash, $6$… or $y$…'],
    ],
    [
      'with a password for a hash',
      'd-i passwd/user-password-crypted password hunter2\n',
      ['linux/not-a-hash', 'warning', '1:43', '[secret]', 'a crypt(5) hash, $6$… or $y$…'],
    ],
    [
      'with a proxy’s password',
      'd-i mirror/http/proxy string http://me:pw@proxy:3128/\n',
      ['linux/plain-secret', 'warning', '1:30', '[secret]', 'no secret in clear'],
    ],
  ])('is told about: one %s', (_title, text, finding) => {
    expect(findings('preseed', text)).toContainEqual(finding);
  });

  it('is told nothing about what a package of the system owns, or what a template replaces', () => {
    const text =
      'mysql-server mysql/port string 1\nd-i netcfg/enable boolean {{ network }}\n# d-i x\nd-i time/zone seen true\n';
    expect(findings('preseed', text)).toEqual([]);
  });

  it('keeps the place of a value on a continued line', () => {
    expect(findings('preseed', 'd-i netcfg/enable \\\n  boolean \\\n  maybe\n')).toEqual([
      ['preseed/not-boolean', 'error', '3:3', 'maybe', 'true or false'],
    ]);
  });
});

describe('a kickstart file', () => {
  const whole = 'lang en_GB\nkeyboard gb\ntimezone UTC\nrootpw --lock\nautopart\n';
  it('is told nothing when it is sound', () => {
    expect(
      findings('kickstart', `${whole}%packages\n@core\n-foo # why\n%end\n%post\n%not a section\n%end\n`),
    ).toEqual([]);
  });

  it.each<[string, string, Short]>([
    [
      'a command of no release',
      'autoprat\n',
      ['kickstart/unknown-command', 'error', '6:1', 'autoprat', 'autopart'],
    ],
    [
      'a section of no release',
      '%posts\n%end\n',
      ['kickstart/unknown-section', 'error', '6:1', '%posts', '%post'],
    ],
    [
      'a section without an end',
      '%post\necho\n',
      ['kickstart/unclosed-section', 'error', '6:1', '%post', '%end'],
    ],
    [
      'an end without a section',
      '%end\n',
      ['kickstart/stray-end', 'error', '6:1', '%end', 'an open section'],
    ],
    [
      'an option of no release',
      'network --bootprto=dhcp\n',
      ['kickstart/unknown-option', 'error', '6:9', '--bootprto', '--bootproto'],
    ],
    [
      'a value that is none of the allowed',
      'network --bootproto dhpc\n',
      ['kickstart/bad-value', 'error', '6:9', 'dhpc', 'bootp, dhcp, ibft, query, static'],
    ],
    [
      'a size that is no number',
      '%packages --timeout=long\n%end\n',
      ['kickstart/bad-value', 'error', '6:11', 'long', 'a whole number'],
    ],
    [
      'an option left out',
      'user --uid=1000\n',
      ['kickstart/missing-option', 'error', '6:1', 'user', '--name'],
    ],
    [
      'a quote left open',
      "user --name='a\n",
      ['kickstart/unclosed-quote', 'error', '6:1', '"', 'a closing quote on the same line'],
    ],
    [
      'a command of the past',
      'install\n',
      ['kickstart/removed', 'warning', '6:1', 'install', 'nothing, from RHEL 9, Fedora 34 on'],
    ],
    [
      'a command that will go',
      'vnc\n',
      ['kickstart/deprecated', 'warning', '6:1', 'vnc', 'something else, from RHEL 10, Fedora 43 on'],
    ],
    [
      'a command that counts once',
      'timezone Europe/Paris\n',
      ['kickstart/repeated', 'warning', '6:1', 'timezone', 'once only; the other is on line 3'],
    ],
    [
      'partitions beside autopart',
      'part / --size=1\n',
      ['kickstart/conflict', 'error', '6:1', 'part, autopart', 'one or the other'],
    ],
    [
      'two sources',
      'cdrom\nurl --url=http://a/\n',
      ['kickstart/several-sources', 'warning', '7:1', 'cdrom, url', 'one source only'],
    ],
    [
      'a password in clear',
      'user --name=a --password=hunter2\n',
      ['linux/plain-secret', 'warning', '6:15', '[secret]', 'a crypt(5) hash, $6$… or $y$…'],
    ],
    [
      'a password for a hash',
      'sshpw --username=a --iscrypted hunter2\n',
      ['linux/not-a-hash', 'warning', '6:32', '[secret]', 'a crypt(5) hash, $6$… or $y$…'],
    ],
    [
      'a key of Wi-Fi',
      'network --wpakey=hunter2\n',
      ['linux/plain-secret', 'warning', '6:9', '[secret]', 'no secret in clear'],
    ],
  ])('is told about: %s', (_title, more, finding) => {
    expect(findings('kickstart', whole + more)).toContainEqual(finding);
  });

  it('is told what the installer would ask for, unless another file may say it', () => {
    const missing = findings('kickstart', 'text\n').map(([, , , , expected]) => expected);
    expect(missing).toEqual([
      'the language: lang en_GB.UTF-8',
      'the keyboard: keyboard gb',
      'the time zone: timezone Europe/London',
      'an account: rootpw or user',
      'the disk: autopart or part',
    ]);
    expect(findings('kickstart', 'text\n%include /tmp/more.ks\n')).toEqual([]);
  });
});

describe('an autoinstall file', () => {
  const head = '#cloud-config\nautoinstall:\n  version: 1\n  user-data: {}\n';
  it.each<[string, string, Short]>([
    [
      'a slip in a key',
      '  indentity: {}\n',
      ['autoinstall/unknown-key', 'warning', '5:3', 'indentity', 'identity'],
    ],
    [
      'a key that a section refuses',
      '  keyboard: {layout: fr, model: pc105}\n',
      ['autoinstall/unknown-key', 'error', '5:26', 'model', 'layout, variant, toggle'],
    ],
    [
      'a key left out',
      '  identity:\n    username: a\n    password: $6$a$b\n',
      ['autoinstall/missing-key', 'error', '6:5', 'username, password', 'hostname'],
    ],
    [
      'a list for a text',
      '  locale: [fr]\n',
      ['autoinstall/wrong-kind', 'error', '5:11', 'a list', 'a text'],
    ],
    [
      'a text for a boolean',
      '  ssh:\n    install-server: "yes"\n',
      ['autoinstall/wrong-kind', 'error', '6:21', 'yes', 'true or false'],
    ],
    [
      'a value of none',
      '  updates: none\n',
      ['autoinstall/bad-value', 'error', '5:12', 'none', 'security, all'],
    ],
    [
      'a layout of none',
      '  storage: {layout: {name: lvmm}}\n',
      ['autoinstall/unknown-layout', 'error', '5:28', 'lvmm', 'lvm'],
    ],
    [
      'an action of none',
      '  storage: {config: [{id: a, type: diskk, grub_device: true}]}\n',
      ['autoinstall/unknown-action', 'error', '5:36', 'diskk', 'disk'],
    ],
    [
      'a name that no action has',
      '  storage: {config: [{id: a, type: disk, grub_device: true}, {id: b, type: partition, device: c}]}\n',
      ['autoinstall/unknown-reference', 'error', '5:95', 'c', 'the id of an action: a, b'],
    ],
    [
      'two actions of one name',
      '  storage: {config: [{id: a, type: disk, grub_device: true}, {id: a, type: disk}]}\n',
      ['autoinstall/same-id', 'error', '5:67', 'a', 'an id different from that of line 5'],
    ],
    [
      'nowhere for the boot loader',
      '  storage: {config: [{id: a, type: disk}]}\n',
      [
        'autoinstall/no-boot-device',
        'warning',
        '5:22',
        '—',
        'grub_device: true, on the EFI partition (UEFI) or on the disk (BIOS)',
      ],
    ],
    [
      'a section of none',
      '  interactive-sections: [netwrk]\n',
      ['autoinstall/unknown-section', 'warning', '5:26', 'netwrk', 'network'],
    ],
    [
      'a key that has another name',
      '  ubuntu-advantage: {}\n',
      ['autoinstall/deprecated', 'note', '5:3', 'ubuntu-advantage', 'ubuntu-pro'],
    ],
    [
      'a password for a hash',
      '  identity: {username: a, hostname: b, password: hunter2}\n',
      ['linux/not-a-hash', 'warning', '5:50', '[secret]', 'a crypt(5) hash, $6$… or $y$…'],
    ],
    [
      'a passphrase of the disk',
      '  storage: {layout: {name: lvm, password: hunter2}}\n',
      ['linux/plain-secret', 'warning', '5:43', '[secret]', 'no secret in clear'],
    ],
    [
      'a key twice',
      '  locale: fr\n  locale: de\n',
      ['linux/key-twice', 'warning', '6:3', 'locale', 'once only; the other is on line 5'],
    ],
  ])('is told about: %s', (_title, more, finding) => {
    expect(findings('autoinstall', head + more)).toContainEqual(finding);
  });

  it('is told that it has no account, and what version there is', () => {
    expect(findings('autoinstall', 'version: 2\n')).toEqual([
      ['autoinstall/no-account', 'warning', '1:1', '—', 'identity or user-data'],
      ['autoinstall/bad-value', 'error', '1:10', '2', '1'],
    ]);
  });

  it('is read as YAML 1.1: yes is true, and y is a text', () => {
    expect(findings('autoinstall', `${head}  ssh: {allow-pw: yes}\n  timezone: y\n`)).toEqual([]);
  });
});

describe('a cloud-init file', () => {
  it.each<[string, string, Short]>([
    [
      'no first line',
      'packages: [vim]\n',
      ['cloud-init/first-line', 'warning', '1:1', 'packages: [vim]', '#cloud-config'],
    ],
    [
      'a slip in a key',
      '#cloud-config\npakages: [vim]\n',
      ['cloud-init/unknown-key', 'warning', '2:1', 'pakages', 'packages'],
    ],
    [
      'a text for a list',
      '#cloud-config\nruncmd: reboot\n',
      ['cloud-init/wrong-kind', 'warning', '2:9', 'reboot', 'a list'],
    ],
    [
      'a key left out',
      '#cloud-config\nwrite_files: [{content: a}]\n',
      ['cloud-init/missing-key', 'warning', '2:15', 'content', 'path'],
    ],
    [
      'a key of old',
      '#cloud-config\napt_update: true\n',
      ['cloud-init/deprecated', 'note', '2:1', 'apt_update', 'package_update'],
    ],
    [
      'a script',
      '#!/bin/sh\necho\n',
      ['cloud-init/other-format', 'note', '1:1', '#!/bin/sh', '#cloud-config'],
    ],
    [
      'a password in clear',
      '#cloud-config\nusers: [{name: a, plain_text_passwd: hunter2}]\n',
      ['linux/plain-secret', 'warning', '2:38', '[secret]', 'a crypt(5) hash, $6$… or $y$…'],
    ],
    [
      'passwords in a list',
      '#cloud-config\nchpasswd:\n  list: |\n    root:hunter2\n',
      ['linux/plain-secret', 'warning', '3:9', '[secret]', 'a crypt(5) hash, $6$… or $y$…'],
    ],
    [
      'no YAML',
      '#cloud-config\na: [\n',
      [
        'linux/not-yaml',
        'error',
        '3:1',
        'Flow sequence in block collection must be sufficiently indented and end with a ]',
        'YAML',
      ],
    ],
  ])('is told about: %s', (_title, text, finding) => {
    expect(findings('cloud-init', text)).toContainEqual(finding);
  });
});

describe('any bytes at all', () => {
  it('are told to be too many for YAML, rather than looked at for ever', () => {
    const text = `#cloud-config\n${'# x\n'.repeat(250_000)}`;
    expect(findings('cloud-init', text)).toEqual([
      ['linux/too-large', 'warning', '1:1', '1000014', 'at most 1000000 characters of YAML'],
    ]);
  });

  it.each(LINUX_KINDS)('give findings and no error thrown: %s', (kind) => {
    const [file] = linuxAnswer(kind, FULL_PROFILE, { machine: { serial: 'SN-ABCDEF' } }).files;
    const bytes = Buffer.from(file!.text);
    const spoilt = fc
      .tuple(fc.nat(bytes.length), fc.nat(40), fc.uint8Array({ maxLength: 12 }))
      .map(([at, cut, put]) => Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)]));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), spoilt), (input) => {
        expect(Array.isArray(checkAnswer(input, { kind }).findings)).toBe(true);
      }),
      { numRuns: 150, seed: 3 },
    );
  });

  it.each(LINUX_KINDS)('are read in UTF-16 and in Latin-1 too, and told: %s', (kind) => {
    const text = '#cloud-config\n# é\n';
    for (const bytes of [Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(text, 'latin1')]) {
      expect(checkAnswer(bytes, { kind }).findings.map(({ rule }) => rule)).toContain('linux/encoding');
    }
  });

  it.each<[string, LinuxKind, string]>([
    ['brackets', 'cloud-init', '['.repeat(50_000)],
    [
      'maps in maps',
      'autoinstall',
      Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    ],
    ['aliases of aliases', 'cloud-init', bomb()],
    ['an alias of itself', 'autoinstall', 'version: 1\nuser-data: &a {users: *a}\n'],
    ['backslashes', 'preseed', 'd-i a/b string \\\n'.repeat(20_000)],
    ['quotes', 'kickstart', `user --name=${'"'.repeat(50_001)}\n`.repeat(4)],
    ['sections', 'kickstart', '%post\n'.repeat(20_000)],
  ])('end, however deep: %s', (_title, kind, text) => {
    expect(checkAnswer(Buffer.from(text), { kind }).findings.length).toBeLessThanOrEqual(1_001);
  });
});

/** Nine lists, each of nine times the one before. */
function bomb(): string {
  const lists = Array.from(
    { length: 9 },
    (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(', ')}]`,
  );
  return `#cloud-config\na0: &a0 x\n${lists.join('\n')}\n`;
}
