import { windowsProfile } from '../../../test/support/windows-answer.js';
import { notRendered } from './not-rendered.js';

describe('what an unattend.xml for a master does not carry', () => {
  const options = (windows: object) =>
    notRendered(windowsProfile(windows), 'unattend').map(({ option }) => option);

  it.each<[string, object]>([
    ['of a UEFI PC', { mode: 'layout' }],
    ['of a BIOS PC with a recovery partition', { mode: 'layout', firmware: 'bios', recovery: {} }],
    ['by commands', { mode: 'diskpart', commands: ['select disk 0'] }],
  ])('is the disk as a whole, not the defaults inside it: %s', (_, disk) => {
    expect(options({ disk })).toEqual(['windows.disk']);
  });

  it('is each option of Windows Setup beside those that it carries', () => {
    const setup = {
      acceptEula: true,
      image: { index: 1 },
      owner: 'Atelier',
      bypass: { tpm: true, network: true },
    };
    expect(options({ setup })).toEqual([
      'windows.setup.image',
      'windows.setup.acceptEula',
      'windows.setup.bypass.tpm',
    ]);
    expect(options({ setup: { bypass: { network: true } } })).toEqual([]);
  });

  it('is what a deployment does on the running Windows, BitLocker with its password in the vault too', () => {
    const escrow = [{ to: 'active-directory' }, { to: 'vault' }];
    const windows = {
      update: { rounds: 3 },
      activation: { from: 'firmware' },
      personalise: {},
      security: { bitlocker: { mode: 'on', escrow } },
    };
    expect(options(windows)).toEqual([
      ...['windows.update', 'windows.activation', 'windows.personalise', 'windows.security.bitlocker'],
    ]);
    const own = { mode: 'on', escrow: escrow.slice(0, 1) };
    expect(options({ security: { bitlocker: own } })).toEqual([]);
  });

  it('is the edition that Windows Setup asks for or takes from the firmware, and no key', () => {
    expect(options({ setup: { edition: 'firmware' } })).toEqual(['windows.setup.edition']);
    expect(options({ setup: { edition: { generic: 'pro' } } })).toEqual([]);
  });

  it('is how Remote Desktop answers where it is off, its defaults excepted', () => {
    const off = { enabled: false, port: 3_390, members: ['lea'] };
    expect(options({ security: { remoteDesktop: off } })).toEqual([
      'windows.security.remoteDesktop.port',
      'windows.security.remoteDesktop.members',
    ]);
    expect(options({ security: { remoteDesktop: { ...off, enabled: true } } })).toEqual([]);
  });

  it('is each section that only Linux or the deployment reads, where something is written in it', () => {
    const profile = windowsProfile({}, { users: [{ name: 'anna' }], update: 'all', recette: { manual: [] } });
    expect(notRendered(profile, 'autounattend').map(({ option }) => option)).toEqual([
      'users',
      'update',
      'master',
    ]);
  });

  it('is the number of a disk where Windows Setup itself looks for the partition of its commands', () => {
    const fromMedia = (disk: object) =>
      notRendered(
        windowsProfile({ disk: { mode: 'diskpart', commands: ['clean'], ...disk } }),
        'autounattend',
      )
        .map(({ option }) => option)
        .filter((option) => option !== 'master');
    expect(fromMedia({ disk: 1 })).toEqual(['windows.disk.disk']);
    expect(fromMedia({})).toEqual([]);
    expect(fromMedia({ disk: 1, partition: 3 })).toEqual([]);
    expect(fromMedia({ disk: 1, assertions: {} })).toEqual([]);
  });

  it('is nothing where nothing is written', () => {
    expect(options({})).toEqual([]);
  });
});
