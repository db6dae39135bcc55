import { componentChanges, describeChange } from './component-changes.js';
import { inventorySchema } from './inventory.schema.js';

const GIB = 2 ** 30;
const module = (slot: string, size: number, serial?: string) => ({
  slot,
  sizeBytes: size * GIB,
  type: 'DDR4',
  manufacturer: 'Kingston',
  serial,
});

const before = inventorySchema.parse({
  firmware: { kind: 'uefi', vendor: 'Dell Inc.', version: '1.4.0', date: '2025-01-02' },
  board: { manufacturer: 'Dell Inc.', product: '0X1234', serial: 'CN1' },
  cpu: { model: 'Core i5-8500', sockets: 1 },
  memory: { totalBytes: 16 * GIB, modules: [module('DIMM1', 8), module('DIMM2', 8)] },
  disks: [
    { path: '/dev/sda', bus: 'sata', serial: 'S1', model: 'WDC WD5000', sizeBytes: 500_107_862_016 },
    { path: '/dev/sdb', bus: 'usb', serial: 'U1', model: 'Stick', sizeBytes: 8e9 },
  ],
  nics: [{ mac: '00:1A:2B:00:00:01', driver: 'e1000e', bus: 'pci' }],
});

describe('the changes of a PC', () => {
  it('are none between two inventories of the same PC', () => {
    expect(componentChanges(before, structuredClone(before))).toEqual([]);
  });

  it('include a replaced disk, an added module and a newer firmware', () => {
    const after = inventorySchema.parse({
      ...before,
      firmware: { kind: 'uefi', vendor: 'Dell Inc.', version: '1.9.0', date: '2026-03-04' },
      memory: {
        totalBytes: 32 * GIB,
        modules: [module('DIMM1', 8), module('DIMM2', 8), module('DIMM3', 16)],
      },
      disks: [{ path: '/dev/nvme0n1', bus: 'nvme', serial: 'N1', model: 'KIOXIA KXG6', sizeBytes: 512e9 }],
    });
    const changes = componentChanges(before, after);
    expect(changes.map((change) => describeChange(change).fr)).toEqual([
      'mémoire : ajout de DIMM3 16 Gio DDR4 Kingston',
      'disque : retrait de WDC WD5000 500,1 Go (S1)',
      'disque : ajout de KIOXIA KXG6 512 Go (N1)',
      'micrologiciel : Dell Inc. 1.4.0 2025-01-02 remplacé par Dell Inc. 1.9.0 2026-03-04',
    ]);
  });

  it('include a module that was replaced in its slot', () => {
    const after = inventorySchema.parse({
      ...before,
      memory: { modules: [module('DIMM1', 8), module('DIMM2', 16)] },
    });
    expect(componentChanges(before, after)).toEqual([
      {
        component: 'memory',
        change: 'replaced',
        before: { fr: 'DIMM2 8 Gio DDR4 Kingston', en: 'DIMM2 8 GiB DDR4 Kingston' },
        after: { fr: 'DIMM2 16 Gio DDR4 Kingston', en: 'DIMM2 16 GiB DDR4 Kingston' },
      },
    ]);
  });

  it('include one of two equal graphics cards that was removed', () => {
    const gpus = [{ vendor: 'NVIDIA', model: 'T400', pciId: '10de:1ff2' }];
    const two = inventorySchema.parse({ ...before, gpus: [...gpus, ...gpus] });
    expect(componentChanges(two, inventorySchema.parse({ ...before, gpus }))).toEqual([
      { component: 'graphics', change: 'removed', before: 'NVIDIA T400' },
    ]);
  });

  it('do not include USB sticks and docks', () => {
    const after = inventorySchema.parse({
      ...before,
      disks: [before.disks[0]],
      nics: [...before.nics, { mac: '50:1a:c5:fe:aa:8c', bus: 'usb' }],
    });
    expect(componentChanges(before, after)).toEqual([]);
  });
});
