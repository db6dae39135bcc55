import { chooseDrivers, type Offer, type Offers } from './choose-drivers.js';
import type { Device, ImageDrivers } from './readings.js';

const NVME: Device = {
  slot: '0000:01:00.0',
  name: 'Samsung NVMe 980',
  class: '0108',
  hardwareIds: ['PCI\\VEN_144D&DEV_A809&SUBSYS_A801144D&REV_00', 'PCI\\VEN_144D&DEV_A809&CC_010802'],
  compatibleIds: ['PCI\\VEN_144D&DEV_A809', 'PCI\\CC_010802', 'PCI\\CC_0108'],
  disks: ['/dev/nvme0n1'],
};
const VMD: Device = {
  slot: '0000:00:0e.0',
  name: 'Intel VMD Controller',
  class: '0104',
  hardwareIds: ['PCI\\VEN_8086&DEV_A77F&SUBSYS_8B2F103C&REV_00', 'PCI\\VEN_8086&DEV_A77F&CC_010400'],
  compatibleIds: ['PCI\\VEN_8086&DEV_A77F', 'PCI\\CC_0104'],
  disks: ['/dev/nvme0n1'],
};
const NIC: Device = {
  slot: '0000:02:00.0',
  name: 'Intel I226-V',
  class: '0200',
  hardwareIds: ['PCI\\VEN_8086&DEV_125C&SUBSYS_00008086&REV_04'],
  compatibleIds: ['PCI\\VEN_8086&DEV_125C', 'PCI\\CC_0200'],
  disks: [],
};
const BRIDGE: Device = {
  ...{ slot: '0000:00:1c.0', name: 'PCI bridge', class: '0604', disks: [] },
  hardwareIds: ['PCI\\VEN_8086&DEV_7A38'],
  compatibleIds: ['PCI\\CC_0604'],
};

const IMAGE: ImageDrivers = {
  storage: [
    { id: 'pci\\cc_010802', inf: 'stornvme.inf', service: 'stornvme', start: 0, file: 'stornvme.sys' },
    { id: 'PCI\\CC_0106', inf: 'mshdc.inf', service: 'storahci', start: 0, file: 'storahci.sys' },
  ],
  ids: ['PCI\\CC_0604', 'PCI\\CC_010802'],
};

const offer = (id: string): Offer => ({ id, name: `${id}.inf`, version: '1.2.3.4' });
const offers = (boot: Record<string, Offer[]> = {}, best: Record<string, Offer> = {}): Offers => ({
  boot: ({ slot }) => boot[slot] ?? [],
  best: ({ slot }) => best[slot],
});

describe('the drivers of a PC', () => {
  it('of an NVMe disk are the ones of the image, whatever the case of identifiers', () => {
    expect(chooseDrivers([NVME, BRIDGE], '/dev/nvme0n1', IMAGE, offers())).toEqual({
      choice: { boot: [], packages: [], missing: [] },
      unstartable: [],
    });
  });

  it('of a disk behind a VMD are injected from the catalogue', () => {
    const both = offers({ [VMD.slot]: [offer('vmd')] }, { [VMD.slot]: offer('vmd') });
    const { choice, unstartable } = chooseDrivers([VMD], '/dev/nvme0n1', IMAGE, both);
    expect(unstartable).toEqual([]);
    expect(choice).toEqual({
      boot: [
        {
          device: 'Intel VMD Controller',
          hardwareId: 'PCI\\VEN_8086&DEV_A77F',
          id: 'vmd',
          name: 'vmd.inf',
          version: '1.2.3.4',
        },
      ],
      packages: [expect.objectContaining({ id: 'vmd' })],
      missing: [],
    });
  });

  it('name the controller from which Windows could not start, and count it only there', () => {
    const { choice, unstartable } = chooseDrivers([VMD, NIC], '/dev/nvme0n1', IMAGE, offers());
    expect(unstartable).toEqual([VMD]);
    expect(choice.missing).toEqual([{ name: 'Intel I226-V', hardwareId: 'PCI\\VEN_8086&DEV_125C' }]);
  });

  it('of a controller without the disk of Windows are nobody’s concern at the start', () => {
    const other = { ...VMD, disks: ['/dev/nvme1n1'] };
    const { choice, unstartable } = chooseDrivers([NVME, other], '/dev/nvme0n1', IMAGE, offers());
    expect(unstartable).toEqual([]);
    expect(choice.missing).toEqual([{ name: 'Intel VMD Controller', hardwareId: 'PCI\\VEN_8086&DEV_A77F' }]);
  });

  it.each([
    { start: 3 }, // loaded on demand, which is after the disk was needed
    { start: 4 },
    { start: null },
    { file: null },
    { file: '' },
  ])('of the image do not start the disk when they would not be loaded at the start: %j', (more) => {
    const storage = [{ ...IMAGE.storage[0]!, ...more }];
    const { unstartable } = chooseDrivers([NVME], '/dev/nvme0n1', { ...IMAGE, storage }, offers());
    expect(unstartable).toEqual([NVME]);
  });

  it('are copied for every device that the catalogue knows, each package once', () => {
    const twice = { [NIC.slot]: offer('e2f'), '0000:03:00.0': offer('e2f'), [NVME.slot]: offer('nvme') };
    const second = { ...NIC, slot: '0000:03:00.0' };
    const { choice } = chooseDrivers([NVME, NIC, second], '/dev/nvme0n1', IMAGE, offers({}, twice));
    expect(choice.packages.map(({ id }) => id)).toEqual(['nvme', 'e2f']);
    expect(choice.missing).toEqual([]);
  });
});
