import { detection } from './detection.schema.js';
import { detectionOf, judgeDetection, type Measured } from './judge-detection.js';
import { programSchema } from './program.schema.js';

const FILE = { name: 'setup.msi', sha256: 'a'.repeat(64) };
const CODE = '{6B1F3A8E-7C4D-4B5E-9A10-2F3C4D5E6F70}';
const UNINSTALL = { by: 'uninstall', name: '7-Zip*', version: '24.08' };
const DIGEST = 'b'.repeat(64);

describe('what a PC measured', () => {
  it.each<[object, Measured, string]>([
    [UNINSTALL, { found: true, version: '24.08.00.0' }, 'present'],
    [UNINSTALL, { found: true, version: '24.09' }, 'present'],
    [UNINSTALL, { found: true, version: '23.01' }, 'other-version'],
    [{ ...UNINSTALL, compare: 'exact' }, { found: true, version: '24.09' }, 'other-version'],
    [{ ...UNINSTALL, compare: 'any' }, { found: true, version: null }, 'present'],
    [UNINSTALL, { found: false }, 'absent'],
    [UNINSTALL, { found: null }, 'unmeasured'],
    [UNINSTALL, { found: true, version: null }, 'unmeasured'],
    [UNINSTALL, { found: true, version: 'unknown' }, 'unmeasured'],
    [{ by: 'file', path: 'C:\\a.exe' }, { found: true }, 'present'],
    [{ by: 'file', path: 'C:\\a.exe', sha256: DIGEST }, { found: true }, 'unmeasured'],
    [
      { by: 'file', path: 'C:\\a.exe', sha256: DIGEST },
      { found: true, sha256: DIGEST.toUpperCase() },
      'present',
    ],
    [
      { by: 'file', path: 'C:\\a.exe', sha256: DIGEST },
      { found: true, sha256: 'c'.repeat(64) },
      'other-version',
    ],
    [{ by: 'command', line: 'sc query x' }, { found: true, exitCode: 0 }, 'present'],
    [{ by: 'command', line: 'sc query x' }, { found: true, exitCode: 1060 }, 'absent'],
    [{ by: 'command', line: 'sc query x' }, { found: true, exitCode: null }, 'unmeasured'],
  ])('by %j as %j is %s', (rule, measured, presence) => {
    expect(judgeDetection(detection.parse(rule), measured)).toBe(presence);
  });
});

describe('the rule of a program', () => {
  it('is by default what its kind shows', () => {
    const of = (program: object) =>
      detectionOf(programSchema.parse({ name: 'x', version: '2.5', ...program }));
    expect(of({ kind: 'msi', file: FILE, product: { code: CODE, version: '2.5.1' } })).toEqual({
      by: 'product',
      code: CODE,
      version: '2.5.1',
      compare: 'atLeast',
    });
    expect(of({ kind: 'winget', package: 'A.B' })).toMatchObject({ by: 'winget', id: 'A.B', version: '2.5' });
    expect(
      of({ kind: 'wapt', package: 'tis-x', detect: { ...UNINSTALL, version: undefined } }),
    ).toMatchObject({
      by: 'uninstall',
      version: '2.5',
    });
  });
});
