import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseProfile } from '../../../documents/profile/index.js';
import { notAppliedOnWindows } from './not-applied.js';

const notApplied = (profile: object): string[] =>
  notAppliedOnWindows(parseProfile({ name: 'office', ...profile })).map(({ option }) => option);

describe('what a deployment of Windows leaves out', () => {
  it('is nothing that it does on the running Windows', () => {
    const security = { bitlocker: { mode: 'on', escrow: [{ to: 'vault' }] } };
    const windows = { update: {}, activation: { from: 'directory' }, personalise: {}, security };
    expect(notApplied({ update: 'security', windows })).toEqual([]);
  });

  it('is nothing of a profile that asks for nothing more', () => {
    expect(notApplied({ windows: { drivers: { missing: 'fail' }, disk: { mode: 'layout' } } })).toEqual([]);
    const hardware = { memoryMinimumBytes: '8GiB' };
    expect(notApplied({ windows: {}, hardware, locale: { language: 'en_GB.UTF-8' } })).toEqual([]);
  });

  it('is what only Windows Setup or a management server does', () => {
    expect(
      notApplied({
        windows: { setup: { image: { index: 1 }, bypass: { tpm: true } } },
        restrictions: { camera: false },
        passcode: { minimumLength: 6 },
      }),
    ).toEqual(['restrictions', 'passcode', 'windows.setup.image', 'windows.setup.bypass.tpm']);
  });

  it('is what the rule of the disk decides instead, and the letters of data partitions', () => {
    const windows = { sizeBytes: '64GiB' };
    const data = [{ sizeBytes: '1GiB', letter: 'D' }, {}];
    const disk = { mode: 'layout', disk: 'only', assertions: {}, windows, data };
    expect(notApplied({ windows: { disk } })).toEqual(['windows.disk.disk', 'windows.disk.data[0].letter']);
  });

  it('is little of the ready-made profile', () => {
    const path = join(import.meta.dirname, '../../../../profiles/windows-11-atelier.yaml');
    expect(notApplied(parse(readFileSync(path, 'utf8')) as object)).toEqual([
      'windows.setup.image',
      'windows.setup.dynamicUpdate',
      'windows.setup.compact',
      'windows.setup.acceptEula',
      'windows.disk.disk',
    ]);
  });
});
