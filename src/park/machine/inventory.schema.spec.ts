import { inventorySchema } from './inventory.schema.js';

describe('the inventory', () => {
  it('accepts the minimum that a PC reports', () => {
    expect(inventorySchema.parse({ firmware: { kind: 'bios' } })).toEqual({
      firmware: { kind: 'bios' },
      disks: [],
      nics: [],
      gpus: [],
      devicesWithoutDriver: [],
    });
  });

  it('refuses a PC that does not report how it boots', () => {
    expect(inventorySchema.safeParse({ firmware: {} }).success).toBe(false);
    expect(inventorySchema.safeParse({}).success).toBe(false);
  });

  it('drops unknown and invalid fields and keeps the rest', () => {
    const inventory = inventorySchema.parse({
      firmware: { kind: 'uefi', secureBoot: 'maybe', vendor: 7 },
      surprise: true,
      memory: { totalBytes: 8_589_934_592, modules: [{ slot: 'DIMM0', sizeBytes: 'big' }, 'rubbish'] },
      disks: [
        { path: '/dev/nvme0n1', bus: 'nvme', sizeBytes: 512_000_000_000, health: { state: 'splendid' } },
        { path: '/dev/sr0', bus: 'atapi', sizeBytes: 0, removable: true },
        { path: '/dev/broken' },
      ],
      nics: [{ mac: '52:54:00:12:34:56', bus: 'pci', speedMbps: null }],
    });
    expect(inventory).toEqual({
      firmware: { kind: 'uefi' },
      memory: { totalBytes: 8_589_934_592, modules: [{ slot: 'DIMM0' }] },
      disks: [
        {
          path: '/dev/nvme0n1',
          bus: 'nvme',
          sizeBytes: 512_000_000_000,
          health: { state: 'unknown' },
          removable: false,
          readOnly: false,
          partitions: [],
        },
        {
          path: '/dev/sr0',
          bus: 'other',
          sizeBytes: 0,
          removable: true,
          readOnly: false,
          partitions: [],
        },
      ],
      nics: [{ mac: '52:54:00:12:34:56', bus: 'pci', addresses: [] }],
      gpus: [],
      devicesWithoutDriver: [],
    });
  });

  it('keeps the devices in their order, without those that say no class, and knows of none where none were read', () => {
    const nvme = {
      bus: 'pci',
      slot: '0000:03:00.0',
      name: 'Samsung NVMe',
      class: '0108',
      hardwareIds: [
        'PCI\\VEN_144D&DEV_A80A&SUBSYS_A801144D&REV_00',
        'PCI\\VEN_144D&DEV_A80A&SUBSYS_A801144D',
      ],
      compatibleIds: ['PCI\\VEN_144D&DEV_A80A', 'PCI\\CC_0108'],
      driver: 'nvme',
      disks: ['/dev/nvme0n1'],
    };
    const devices = [
      nvme,
      { ...nvme, class: undefined },
      { ...nvme, hardwareIds: ['x'.repeat(201), 'PCI\\A'], disks: null },
    ];
    const inventory = inventorySchema.parse({ firmware: { kind: 'uefi' }, devices });
    expect(inventory.devices).toEqual([nvme, { ...nvme, hardwareIds: ['PCI\\A'], disks: [] }]);
    expect(inventorySchema.parse({ firmware: { kind: 'uefi' } }).devices).toBeUndefined();
  });

  it('keeps 256 disks of a PC that reports a million', () => {
    const disks = Array.from({ length: 1_000_000 }, () => ({ path: '/dev/sda', bus: 'sata', sizeBytes: 1 }));
    expect(inventorySchema.parse({ firmware: { kind: 'bios' }, disks }).disks).toHaveLength(256);
  });
});
