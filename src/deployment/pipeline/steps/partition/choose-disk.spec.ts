import { profileSchema } from '../../../../documents/profile/index.js';
import type { StepContext } from '../../step-context.js';
import { chooseDisk, chooseDiskToErase } from './choose-disk.js';

const disk = (serial: string, more: object = {}) => ({
  path: `/dev/${serial}`,
  serial,
  bus: 'nvme',
  sizeBytes: 256e9,
  removable: false,
  ...more,
});

/** A step whose agent tells these disks; what it logs. */
function given(
  disks: object[],
  {
    minimumDiskBytes = 0,
    known = undefined as object | undefined,
    saved = undefined as object | undefined,
  } = {},
) {
  const document = profileSchema.parse({
    name: 'x',
    master: { name: 'm' },
    disk: { rule: { bus: ['nvme'] } },
  });
  const logged: string[] = [];
  const context = {
    plan: { profile: { document }, master: { minimumDiskBytes } },
    facts: { disk: known, savedDisk: saved },
    agent: () => Promise.resolve({ disks }),
    log: (text: string) => void logged.push(text),
  } as unknown as StepContext<'deploy'>;
  return { chosen: () => chooseDisk(context), toErase: () => chooseDiskToErase(context), logged };
}

describe('the disk to erase', () => {
  it('is the only one that the rule allows, known by its serial number', async () => {
    const usb = disk('stick', { bus: 'usb', removable: true });
    expect(await given([disk('A', { wwn: 'eui.1', model: 'M' }), usb]).chosen()).toEqual({
      path: '/dev/A',
      serial: 'A',
      wwn: 'eui.1',
      model: 'M',
      sizeBytes: 256e9,
      logicalSectorBytes: 512,
    });
  });

  it.each([
    ['none fits', [disk('A', { bus: 'sata' })]],
    ['two fit', [disk('A'), disk('B')]],
    ['there is none at all', []],
  ])('is never guessed when %s', async (_, disks) => {
    await expect(given(disks).chosen()).rejects.toMatchObject({ remedy: expect.anything() as unknown });
  });

  it('is refused when the master does not fit on it', async () => {
    await expect(given([disk('A', { sizeBytes: 4e9 })], { minimumDiskBytes: 8e9 }).chosen()).rejects.toThrow(
      'the disk /dev/A (4 GB) is too small for the master (at least 8 GB)',
    );
  });

  it('that is not the one of the last try is said so', async () => {
    const { chosen, logged } = given([disk('NEW')], { known: { serial: 'OLD' } });
    await chosen();
    expect(logged).toEqual(['disk changed since the last try: OLD -> NEW']);
  });

  it('is the one whose user data was saved, and no other one', async () => {
    const saved = { serial: 'OLD', wwn: 'eui.1' };
    await expect(given([disk('NEW')], { saved }).toErase()).rejects.toThrow(
      'the disk to erase (NEW) is not the one whose user data was saved (OLD): nothing of it was erased',
    );
    await expect(given([disk('OLD')], { saved }).toErase()).resolves.toMatchObject({ serial: 'OLD' });
    await expect(given([disk('NEW')]).toErase()).resolves.toMatchObject({ serial: 'NEW' });
  });
});
