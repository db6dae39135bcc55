/** The NVMe controller of a simulated PC, with the identifiers that Windows makes of it. */
export const NVME = {
  bus: 'pci',
  slot: '0000:01:00.0',
  name: 'Simulated NVMe',
  class: '0108',
  hardwareIds: [
    'PCI\\VEN_1B36&DEV_0010&SUBSYS_11001AF4&REV_02',
    'PCI\\VEN_1B36&DEV_0010&SUBSYS_11001AF4',
    'PCI\\VEN_1B36&DEV_0010&CC_010802',
    'PCI\\VEN_1B36&DEV_0010&CC_0108',
  ],
  compatibleIds: ['PCI\\VEN_1B36&DEV_0010', 'PCI\\VEN_1B36&CC_010802', 'PCI\\CC_010802', 'PCI\\CC_0108'],
  driver: 'nvme',
  disks: ['/dev/nvme0n1'],
};

/** The same disk behind an Intel VMD, which no image has a driver for. */
export const VMD = {
  ...{ bus: 'pci', slot: '0000:00:0e.0', name: 'Intel VMD', class: '0104', driver: 'vmd' },
  hardwareIds: ['PCI\\VEN_8086&DEV_A77F&SUBSYS_8B2F103C&REV_00', 'PCI\\VEN_8086&DEV_A77F&CC_010400'],
  compatibleIds: ['PCI\\VEN_8086&DEV_A77F', 'PCI\\CC_010400', 'PCI\\CC_0104'],
  disks: ['/dev/nvme0n1'],
};

export const NIC = {
  ...{ bus: 'pci', slot: '0000:02:00.0', name: 'Intel I226-V', class: '0200', driver: 'igc', disks: [] },
  hardwareIds: ['PCI\\VEN_8086&DEV_125C&SUBSYS_00008086&REV_04', 'PCI\\VEN_8086&DEV_125C&SUBSYS_00008086'],
  compatibleIds: ['PCI\\VEN_8086&DEV_125C', 'PCI\\CC_020000', 'PCI\\CC_0200'],
};

/** A firmware as most have it: the authorities of 2011 alone, Windows’ own and the one of other makers. */
export const TRUST = {
  secureBoot: 'enabled',
  firmware: 'uefi',
  db: [
    {
      subject: 'Microsoft Windows Production PCA 2011',
      sha256: 'e8e95f0733a55e8bad7be0a1413ee23c51fcea64b3c8fa6a786935fddcc71961',
    },
    {
      subject: 'Microsoft Corporation UEFI CA 2011',
      sha256: '48e99b991f57fc52f76149599bff0a58c47154229b9f8d603ac40d3500248507',
    },
  ],
  dbHashes: [],
  dbx: { hashes: [], certificates: [], certificateHashes: [], bootManagerSvn: null },
  kek: [
    {
      subject: 'Microsoft Corporation KEK CA 2011',
      sha256: 'a1117f516a32cefcba3f2d1ace10a87972fd6bbe8fe0d0b996e09e65d802a503',
    },
  ],
  pk: [{ subject: 'Simulated PK', sha256: '5'.repeat(64) }],
};
