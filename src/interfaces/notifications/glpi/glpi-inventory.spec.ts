import fc from 'fast-check';
import { inventorySchema } from '../../../park/machine/index.js';
import { glpiSchema } from '../../../../test/support/glpi-server.js';
import { SimulatedPc } from '../../../../test/support/simulated-pc.js';
import { glpiInventory, type InventoriedPc } from './glpi-inventory.js';

const valid = glpiSchema();
const ID = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';

function pc(inventory: unknown, more: Partial<InventoriedPc> = {}): InventoriedPc {
  const names = { serial: 'PF2XYZ12', uuid: ID, hostname: 'PC-042', assetTag: 'INV-7' };
  return { id: ID, ...names, ...more, inventory: inventorySchema.parse(inventory) };
}

/** What GLPI says of it; nothing when it accepts it. */
function findings(of: InventoriedPc): string[] {
  valid(JSON.parse(JSON.stringify(glpiInventory(of, '1'))));
  return (valid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const WHOLE = {
  firmware: {
    kind: 'uefi',
    vendor: 'LENOVO',
    version: 'N3XET52W',
    date: '04/21/2024',
    secureBoot: 'enabled',
  },
  system: {
    ...{ manufacturer: 'LENOVO', product: 'ThinkPad X13', serial: 'PF2XYZ12', uuid: ID },
    ...{ sku: 'LENOVO_MT_21EX', chassis: 'Notebook' },
  },
  board: { manufacturer: 'LENOVO', product: '21EX', serial: 'L1HF' },
  cpu: { model: 'Intel Core i5-1245U', sockets: 1, cores: 10, threads: 12, architecture: 'amd64' },
  memory: {
    totalBytes: 16 * 2 ** 30,
    modules: [
      {
        ...{ slot: 'DIMM 0', sizeBytes: 16 * 2 ** 30, type: 'LPDDR5', speedMts: 6400 },
        ...{ manufacturer: 'Samsung', partNumber: 'K3LK', serial: '0001' },
      },
    ],
  },
  disks: [
    {
      ...{ name: 'nvme0n1', path: '/dev/nvme0n1', serial: 'S6XY', model: 'SAMSUNG MZVL', bus: 'nvme' },
      ...{ sizeBytes: 512_110_190_592, wwn: 'eui.0025' },
    },
    { name: 'sda', path: '/dev/sda', model: 'Stick', bus: 'usb', sizeBytes: 8e9, removable: true },
  ],
  nics: [
    {
      ...{ name: 'enp0s31f6', mac: '52:54:00:11:22:33', driver: 'e1000e', bus: 'pci', speedMbps: 1000 },
      ...{ link: true, addresses: ['10.9.8.7'] },
    },
  ],
  battery: { present: true, designWh: 54.7, fullWh: 50.12, percentHealth: 91 },
  gpus: [{ vendor: 'Intel', model: 'Iris Xe', pciId: '8086:46a8' }],
};

describe('the inventory for GLPI', () => {
  it('says what was measured, in the units of GLPI', () => {
    expect(glpiInventory(pc(WHOLE), '1')).toEqual({
      action: 'inventory',
      deviceid: `etabli-${ID}`,
      itemtype: 'Computer',
      content: {
        versionclient: 'Etabli_v1',
        hardware: { name: 'PC-042', uuid: ID.toUpperCase(), chassis_type: 'Notebook', memory: 16384 },
        bios: {
          ...{ assettag: 'INV-7', bdate: '2024-04-21', bmanufacturer: 'LENOVO', bversion: 'N3XET52W' },
          ...{ mmanufacturer: 'LENOVO', mmodel: '21EX', msn: 'L1HF', smanufacturer: 'LENOVO' },
          ...{ smodel: 'ThinkPad X13', ssn: 'PF2XYZ12', skunumber: 'LENOVO_MT_21EX', secure_boot: 'enabled' },
        },
        cpus: [{ name: 'Intel Core i5-1245U', arch: 'x86_64', core: 10, thread: 1 }],
        memories: [
          {
            ...{ capacity: 16384, caption: 'DIMM 0', manufacturer: 'Samsung', model: 'K3LK' },
            ...{ numslots: 1, serialnumber: '0001', speed: '6400', type: 'LPDDR5' },
          },
        ],
        storages: [
          {
            ...{ name: 'nvme0n1', model: 'SAMSUNG MZVL', serial: 'S6XY', wwn: 'eui.0025' },
            ...{ disksize: 512_110, interface: 'NVME', type: 'disk' },
          },
        ],
        networks: [
          {
            ...{ description: 'enp0s31f6', mac: '52:54:00:11:22:33', driver: 'e1000e', speed: '1000' },
            ...{ status: 'up', type: 'ethernet', virtualdev: false },
          },
        ],
        videos: [{ name: 'Iris Xe', chipset: 'Intel Iris Xe' }],
        batteries: [{ capacity: 54_700, real_capacity: 50_120 }],
      },
    });
    expect(findings(pc(WHOLE))).toEqual([]);
  });

  it('leaves out what is not known, and has a name in any case', () => {
    const { content } = glpiInventory(
      pc({ firmware: { kind: 'bios' } }, { serial: null, uuid: null, hostname: null, assetTag: null }),
      '1',
    ) as { content: Record<string, unknown> };
    expect(content).toEqual({
      versionclient: 'Etabli_v1',
      hardware: { name: ID },
      bios: {},
      storages: [],
      networks: [],
      videos: [],
    });
  });

  it('is one that GLPI accepts, of every simulated PC', () => {
    const reported = (new SimulatedPc({} as never) as unknown as { inventory(): object }).inventory();
    expect(findings(pc(reported))).toEqual([]);
    expect(
      findings(pc({ firmware: { kind: 'uefi' }, nics: [{ name: 'eth0', mac: '52:54:00:00:00:01' }] })),
    ).toEqual([]);
  });

  it('is one that GLPI accepts, whatever a firmware reports', () => {
    const text = fc.option(
      fc.oneof(fc.string(), fc.constantFrom('04/21/2024', '2024-13-45', 'x86_64', '\u0000')),
      {
        nil: undefined,
      },
    );
    const number = fc.option(fc.oneof(fc.integer(), fc.double(), fc.constant(1e300)), { nil: undefined });
    const of = (...names: string[]) =>
      fc.record(Object.fromEntries(names.map((name) => [name, fc.oneof(text, number)])), {
        requiredKeys: [],
      });
    const reports = fc.record(
      {
        firmware: fc.record(
          {
            kind: fc.constantFrom('uefi', 'bios'),
            ...{ vendor: text, version: text, date: text },
            secureBoot: fc.constantFrom('enabled', 'disabled', 'setup', 'unsupported', 'maybe'),
          },
          { requiredKeys: ['kind'] },
        ),
        system: of('manufacturer', 'product', 'serial', 'sku', 'chassis'),
        board: of('manufacturer', 'product', 'serial'),
        cpu: of('model', 'sockets', 'cores', 'threads', 'architecture'),
        memory: fc.record({
          totalBytes: number,
          modules: fc.array(of('slot', 'sizeBytes', 'speedMts', 'type')),
        }),
        disks: fc.array(of('name', 'path', 'serial', 'sizeBytes', 'bus', 'model', 'wwn')),
        nics: fc.array(of('name', 'mac', 'speedMbps', 'link', 'driver')),
        battery: fc.record({ present: fc.boolean(), designWh: number, fullWh: number }),
        gpus: fc.array(of('vendor', 'model')),
      },
      { requiredKeys: ['firmware'] },
    );
    fc.assert(
      fc.property(reports, (report) => {
        expect(findings(pc(report))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('would not be accepted with a field of another type', () => {
    const wrong = { ...glpiInventory(pc(WHOLE), '1'), partial: 'no' };
    expect(valid(wrong)).toBe(false);
  });
});
