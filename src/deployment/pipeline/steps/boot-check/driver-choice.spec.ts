import type { DeviceMatch } from '../../../../park/catalog/index.js';
import type { BootDriverFact } from '../../facts.js';
import { driverChoice, type Startable } from './driver-choice.js';
import type { Device } from './readings.js';

const REASON = { fr: 'parce que', en: 'because' };
const device = (slot: string, name: string, id: string, disks: string[] = []): Device => ({
  ...{ slot, name, class: '0104', disks },
  hardwareIds: [`PCI\\${id}&SUBSYS_8B2F103C&REV_00`, `PCI\\${id}&CC_010400`],
  compatibleIds: [`PCI\\${id}`, 'PCI\\CC_0104'],
});
const VMD = device('0000:00:0e.0', 'Intel VMD', 'VEN_8086&DEV_A77F', ['/dev/nvme0n1']);
const NIC = device('0000:02:00.0', 'Intel I226-V', 'VEN_8086&DEV_125C');

const OWN: Startable = { state: 'in-image', reason: REASON, drivers: [] };
const injection = (name: string, ...ids: string[]): BootDriverFact['injection'] =>
  ({
    inf: { name, provider: 'Intel', version: '20.2.1.1016' },
    ids: ids.map((id) => ({ id, configuration: 'x', hardware: true })),
  }) as unknown as BootDriverFact['injection'];

const none = (of: Device): DeviceMatch => ({ device: of, reason: REASON, others: [] });
function packaged(of: Device, packageId: string, inf: string): DeviceMatch {
  const candidate = { packageId, inf, provider: 'Intel', version: '2.1', class: 'Net' };
  return { ...none(of), choice: { kind: 'package', candidate } } as unknown as DeviceMatch;
}
const inBox = (of: Device): DeviceMatch => ({ ...none(of), choice: { kind: 'image', id: 'x', rank: 1 } });

describe('the drivers that Windows gets on a PC', () => {
  it('are none where the image has all of them', () => {
    expect(driverChoice(OWN, [VMD], [inBox(VMD), inBox(NIC)])).toEqual({
      reason: REASON,
      boot: [],
      packages: [],
      missing: [],
    });
  });

  it('of the disk are named by the controller that they are for, whatever the case of its identifiers', () => {
    const vmd = injection('iaStorVD.inf', 'pci\\ven_8086&dev_a77f');
    const start: Startable = { state: 'inject', reason: REASON, injections: [vmd], left: [] };
    expect(driverChoice(start, [VMD], [none(VMD)])).toEqual({
      reason: REASON,
      boot: [
        {
          device: 'Intel VMD',
          hardwareId: 'PCI\\VEN_8086&DEV_A77F',
          name: 'iaStorVD.inf',
          version: '20.2.1.1016',
          provider: 'Intel',
          injection: vmd,
        },
      ],
      packages: [],
      missing: [],
    });
  });

  it('of a bus that another driver makes are named by their INF', () => {
    const volumes = injection('rcraid.inf', '{54CB850D}\\rcbottom');
    const start: Startable = { state: 'inject', reason: REASON, injections: [volumes], left: [] };
    expect(driverChoice(start, [VMD], []).boot).toMatchObject([
      { device: 'rcraid.inf', hardwareId: '{54CB850D}\\rcbottom' },
    ]);
  });

  it('are copied for each device that the catalogue has one for, each package once, with the reason', () => {
    const twin = { ...NIC, slot: '0000:03:00.0' };
    const found = driverChoice(OWN, [VMD], [packaged(NIC, 'p1', 'e2f.inf'), packaged(twin, 'p1', 'e2f.inf')]);
    expect(found.packages).toEqual([
      {
        device: 'Intel I226-V',
        hardwareId: 'PCI\\VEN_8086&DEV_125C',
        id: 'p1',
        name: 'e2f.inf',
        version: '2.1',
        provider: 'Intel',
        reason: REASON,
      },
    ]);
  });

  it('are missing for a device that nothing is for, but never for the controller that starts Windows', () => {
    expect(driverChoice(OWN, [VMD], [none(VMD), none(NIC)]).missing).toEqual([
      { name: 'Intel I226-V', hardwareId: 'PCI\\VEN_8086&DEV_125C' },
    ]);
    expect(driverChoice(OWN, [NIC], [none(VMD), none(NIC)]).missing).toEqual([
      { name: 'Intel VMD', hardwareId: 'PCI\\VEN_8086&DEV_A77F' },
    ]);
  });
});
