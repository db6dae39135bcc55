import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeWindowsImage } from '../support/windows-image.js';
import { type WimEntry, wimListing } from '../support/wim-listing.js';

const [HIDDEN, SYSTEM, REPARSE] = [0x2, 0x4, 0x400];
const DOCUMENTS = '/Users/Public/Documents';

let folder: string;
let wim: string;
let files: Map<string, WimEntry>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'windows-image-spec-'));
  wim = join(folder, 'windows.wim');
  makeWindowsImage(wim, ['--editions', '2']);
  files = wimListing(wim);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the Windows-shaped image', () => {
  it('has two editions with what Windows says of itself', () => {
    const xml = execFileSync('wimlib-imagex', ['info', wim, '--xml']).toString('utf16le');
    expect(xml.match(/<EDITIONID>\w+/g)).toEqual(['<EDITIONID>Professional', '<EDITIONID>Core']);
    for (const part of ['<ARCH>9</ARCH>', '<BUILD>26100</BUILD>', '<SPBUILD>1742</SPBUILD>'])
      expect(xml).toContain(part);
    expect(xml).toContain('<LANGUAGE>fr-FR</LANGUAGE>');
    expect(xml).toContain('<INSTALLATIONTYPE>Client</INSTALLATIONTYPE>');
  });

  it('has the boot files of UEFI and BIOS, its registry, and a recovery image', () => {
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        ...['SYSTEM', 'SOFTWARE', 'DRIVERS'].map((name) => `/Windows/System32/config/${name}`),
        '/Windows/System32/drivers/stornvme.sys',
        '/Windows/System32/Recovery/Winre.wim',
        ...['EFI/bootmgfw.efi', 'EFI_EX/bootmgfw_EX.efi', 'PCAT/bootmgr', 'DVD/EFI/boot.sdi'].map(
          (name) => `/Windows/Boot/${name}`,
        ),
      ]),
    );
  });

  it('has alternate streams, of a file with content and of an empty one', () => {
    const streams = (name: string) =>
      files
        .get(`${DOCUMENTS}/${name}`)
        ?.streams.map(({ kind, name, bytes }) => `${kind} ${name} ${bytes}`)
        .sort();
    expect(streams('téléchargé.exe')).toEqual(['data  19', 'named Zone.Identifier 26', 'named résumé 2900']);
    expect(streams('flux seul.txt')).toEqual(['data  0', 'named données 131072']);
  });

  it('has a junction and a symbolic link', () => {
    const [junction, link] = [files.get('/Documents and Settings'), files.get('/Users/All Users')];
    expect([junction?.reparseTag, link?.reparseTag]).toEqual([0xa0000003, 0xa000000c]);
    expect(junction!.attributes & (HIDDEN | SYSTEM | REPARSE)).toBe(HIDDEN | SYSTEM | REPARSE);
    expect(junction?.streams).toMatchObject([{ kind: 'reparse', bytes: 52 }]);
  });

  it('has one file with two names, short names, and hidden system files', () => {
    const group = files.get(`${DOCUMENTS}/téléchargé.exe`)?.linkGroup;
    expect(group).not.toBe('0x0000000000000000');
    expect(files.get('/ProgramData/même fichier.exe')?.linkGroup).toBe(group);
    expect(files.get('/Program Files (x86)')?.shortName).toBe('PROGRA~2');
    expect(files.get('/Users/desktop.ini')!.attributes & (HIDDEN | SYSTEM)).toBe(HIDDEN | SYSTEM);
  });

  it('has the SHA-1 of every stream, that of the file itself', () => {
    execFileSync('wimlib-imagex', [
      'extract',
      wim,
      '1',
      '/Windows/win.ini',
      `--dest-dir=${folder}`,
      '--no-acls',
    ]);
    const digest = createHash('sha1')
      .update(readFileSync(join(folder, 'win.ini')))
      .digest('hex');
    expect(files.get('/Windows/win.ini')?.streams[0]?.sha1).toBe(digest);
  });

  it('has a registry that another program reads, with the in-box NVMe driver', () => {
    const config = '/Windows/System32/config/SYSTEM';
    execFileSync('wimlib-imagex', ['extract', wim, '1', config, `--dest-dir=${folder}`, '--no-acls']);
    const read = (key: string, value: string) =>
      execFileSync('hivexget', [join(folder, 'SYSTEM'), key, value], { encoding: 'utf8' }).trim();
    expect(read('ControlSet001\\Services\\stornvme', 'Start')).toBe('0');
    expect(read('DriverDatabase\\DriverInfFiles\\stornvme.inf', 'Active')).toMatch(
      /^stornvme\.inf_amd64_[0-9a-f]{16}$/,
    );
    expect(read('Setup\\Status\\SysprepStatus', 'GeneralizationState')).toBe('7');
  });

  it('has boot managers that Microsoft signed, of 2011 and of 2023', () => {
    const signer = (path: string): string => {
      execFileSync('wimlib-imagex', ['extract', wim, '1', path, `--dest-dir=${folder}`, '--no-acls']);
      const signature = join(folder, 'signature.der');
      rmSync(signature, { force: true });
      const file = join(folder, path.split('/').at(-1)!);
      execFileSync('osslsigncode', ['extract-signature', '-in', file, '-out', signature]);
      return execFileSync('openssl', ['pkcs7', '-inform', 'DER', '-in', signature, '-print_certs', '-noout'])
        .toString()
        .split('\n')
        .filter((line) => line.startsWith('issuer'))
        .join('\n');
    };
    expect(signer('/Windows/Boot/EFI/bootmgfw.efi')).toContain('Microsoft Corporation UEFI CA 2011');
    expect(signer('/Windows/Boot/EFI/bootmgfw.efi')).not.toContain('2023');
    expect(signer('/Windows/Boot/EFI_EX/bootmgfw_EX.efi')).toContain('Microsoft UEFI CA 2023');
  });

  it.each([
    { options: ['--compress', 'LZMS', '--solid'], says: /^Compression: +LZMS$/m },
    { options: ['--compress', 'XPRESS', '--pipable'], says: /^Attributes: .*Pipable/m },
    { options: ['--arch', 'arm64'], says: /^Architecture: +ARM64$/m },
  ])('is made as asked: $options', ({ options, says }) => {
    const other = join(folder, 'other.wim');
    makeWindowsImage(other, options);
    expect(execFileSync('wimlib-imagex', ['info', other], { encoding: 'utf8' })).toMatch(says);
    expect(wimListing(other).size).toBe(files.size);
  });
});
