import { OperatorError, PermanentError } from '../../../platform/core/index.js';
import { filesIn, installAmong } from './iso.js';
import { progressIn } from './wimlib.js';
import { wimlibError } from './wimlib-status.js';

describe('the progress of wimlib', () => {
  it.each([
    ['Archiving file data: 96 KiB of 2 MiB (4%) done', 98_304, 2_097_152],
    ['Verifying file data: 2009 MiB of 2009 MiB (100%) done', 2_106_589_184, 2_106_589_184],
    ['Archiving file data: 12 GiB of 15 GiB (80%) done', 12_884_901_888, 16_106_127_360],
    ['Archiving file data: 0 bytes of 512 bytes (0%) done', 0, 512],
  ])('%s', (line, done, total) => {
    expect(progressIn(line)).toEqual({ done, total, unit: 'bytes' });
  });

  it.each(['', 'Using LZX compression with 2 threads', 'Verifying metadata for image 1 of 1'])(
    '%j is none',
    (line) => {
      expect(progressIn(line)).toBeUndefined();
    },
  );
});

describe('the exit status of wimlib', () => {
  it('44 says that the file is not pipable, and what to do', () => {
    const error = wimlibError(44, 'office.wim', '');
    expect(error).toBeInstanceOf(PermanentError);
    expect(error.text).toEqual({
      fr: 'office.wim : il ne se lit pas en flux (wimlib 44)',
      en: 'office.wim: it is not pipable (wimlib 44)',
    });
    expect(error.remedy?.en).toContain('etabli master import FILE');
  });

  it.each([2, 17, 26, 28, 65])('%i says that the file is damaged, and to fetch it again', (status) => {
    const error = wimlibError(status, 'office.wim', '');
    expect(error.text.en).toMatch(/^office\.wim: damaged: /);
    expect(error.remedy?.en).toContain('Copy or download this file again');
  });

  it('72 is for a person to solve here: the disk is full', () => {
    expect(wimlibError(72, 'office.wim', '')).toBeInstanceOf(OperatorError);
  });

  it('that is unknown keeps what wimlib said', () => {
    const said = '[WARNING] x\n[ERROR] Something odd\nERROR: Exiting with error code 99:\n';
    expect(wimlibError(99, 'office.wim', said).text).toEqual({
      fr: 'office.wim : wimlib 99 : Something odd',
      en: 'office.wim: wimlib 99: Something odd',
    });
    expect(wimlibError(null, 'office.wim', '').text.en).toBe('office.wim: wimlib SIGKILL');
  });
});

describe('the files of an ISO', () => {
  const LISTING = `Path = sources
Folder = +
Size = 
Modified = 2026-11-28 20:12:34

Path = sources/Install.swm
Folder = -
Size = 4194304000
Packed Size = 4194304000

Path = sources/install10.swm
Folder = -
Size = 5

Path = sources/install2.swm
Folder = -
Size = 4
`;
  const file = (path: string) => ({ path, bytes: 1 });

  it('come from the listing of 7z', () => {
    expect(filesIn(LISTING)).toEqual([
      { path: 'sources/Install.swm', bytes: 4_194_304_000 },
      { path: 'sources/install10.swm', bytes: 5 },
      { path: 'sources/install2.swm', bytes: 4 },
    ]);
  });

  it('have the parts of a split image in their order', () => {
    expect(installAmong(filesIn(LISTING)).map(({ path }) => path)).toEqual([
      'sources/Install.swm',
      'sources/install2.swm',
      'sources/install10.swm',
    ]);
  });

  it('have one image to install, for 64-bit PCs, in the folder sources', () => {
    const files = [file('x86/sources/install.wim'), file('sources/boot.wim'), file('SOURCES/INSTALL.ESD')];
    expect(installAmong(files)).toEqual([file('SOURCES/INSTALL.ESD')]);
    expect(installAmong([file('x86/sources/install.esd'), file('x64/sources/install.esd')])).toEqual([
      file('x64/sources/install.esd'),
    ]);
    expect(installAmong([file('sources/install.wim.txt')])).toEqual([]);
  });
});
