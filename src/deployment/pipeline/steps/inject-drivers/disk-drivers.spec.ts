import type { BootDriver, DeviceMatch } from '../../../../park/catalog/index.js';
import type { Facts } from '../../facts.js';
import type { DeployPlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { hasBuild, imageOnDisk } from './disk-drivers.js';
import { InjectDrivers } from './inject-drivers.step.js';

const DISK = '/dev/nvme0n1';
const device = (slot: string, name: string, id: string, disks: string[]) => ({
  ...{ slot, name, class: '0104', disks },
  hardwareIds: [`PCI\\${id}&SUBSYS_8B2F103C&REV_00`],
  compatibleIds: [`PCI\\${id}`],
});
const VMD = device('0000:00:0e.0', 'Intel VMD', 'VEN_8086&DEV_A77F', [DISK]);
const NIC = device('0000:02:00.0', 'Intel I226-V', 'VEN_8086&DEV_125C', []);
const REASON = { fr: 'parce que', en: 'because' };
const INJECTION = {
  inf: { name: 'iaStorVD.inf', provider: 'Intel', version: '20.2' },
  ids: [{ id: 'PCI\\VEN_8086&DEV_A77F', configuration: 'x', hardware: true }],
};
const candidate = {
  packageId: 'p1234567-net',
  inf: 'e2f.inf',
  provider: 'Intel',
  version: '2.1',
  class: 'Net',
};
const MATCHES = [
  { device: VMD, reason: REASON, others: [] },
  { device: NIC, reason: REASON, others: [], choice: { kind: 'package', candidate } },
] as unknown as DeviceMatch[];

const planOf = (systemVersion: string, windows: object = {}): DeployPlan =>
  ({
    master: { kind: 'disk', system: 'windows', systemVersion, architecture: 'amd64' },
    profile: { document: { windows } },
  }) as unknown as DeployPlan;

describe('the build of a captured disk', () => {
  it.each([
    ['26100.1742', true],
    ['9600', true],
    ['', false],
    ['11', false],
    ['Windows 11', false],
  ])('%s is one: %s', (systemVersion, isBuild) => {
    expect(hasBuild({ systemVersion })).toBe(isBuild);
  });

  it('is a server’s where the profile says so', () => {
    const products = [{}, { target: 'windows-11-24h2' }, { target: 'server-2025' }].map(
      (windows) => imageOnDisk(planOf('26100.1742', windows)).productType,
    );
    expect(products).toEqual(['WinNT', 'WinNT', 'ServerNT']);
  });
});

describe('drivers that are put into a captured disk', () => {
  /** Runs the step. @returns the choice that it recorded, and what it ordered of the agent */
  async function run(start: BootDriver) {
    const asked: { controllers: unknown; storage: string[] }[] = [];
    const catalogue = {
      bootDriver: (controllers: unknown, { storage }: { storage: { id: string }[] }) => {
        asked.push({ controllers, storage: storage.map(({ id }) => id) });
        return Promise.resolve(start);
      },
      match: () => Promise.resolve(MATCHES),
      find: () =>
        Promise.resolve({
          row: { inf: 'e2f.inf', provider: 'Intel', version: '2.1', class: 'Net' },
          files: [{ path: 'e2f.inf', sha256: 'a'.repeat(64), bytes: 7 }],
        }),
    };
    const orders: Record<string, { build?: string; boot?: unknown[] }> = {};
    const facts: Facts = { disk: { path: DISK, sizeBytes: 1, logicalSectorBytes: 512 }, partitions: [] };
    const context = {
      plan: planOf('26100.1742'),
      known: (name: keyof Facts) => facts[name],
      machine: () => Promise.resolve({}),
      confirmMine: () => Promise.resolve(),
      remember: (more: Facts) => Promise.resolve(void Object.assign(facts, more)),
      agent: (command: string, order: { boot?: object[]; packages?: { folder: string }[] }) => {
        orders[command] = order;
        if (command === 'devices') return Promise.resolve({ devices: [VMD, NIC] });
        const boot = order.boot!.map(() => ({ service: 's', file: 'f', sha256: 'x', readBack: true }));
        return Promise.resolve({ boot, packages: order.packages, winre: 'unchanged' });
      },
    } as unknown as StepContext<'deploy'>;
    const addresses = { payload: (sha256: string) => `http://etabli/payloads/${sha256}` };
    await new InjectDrivers(catalogue as never, addresses as never).run(context);
    return { choice: facts.driverChoice, order: orders['inject-drivers'], asked };
  }

  it('are chosen by its build; that of its controller where the catalogue has one', async () => {
    const start = {
      state: 'inject',
      reason: REASON,
      injections: [INJECTION],
      left: [],
    } as unknown as BootDriver;
    const { choice, order, asked } = await run(start);
    expect(asked).toEqual([{ controllers: [VMD], storage: ['PCI\\CC_010802', 'PCI\\CC_010601'] }]);
    expect(order).toMatchObject({
      build: '26100.1742',
      boot: [INJECTION],
      packages: [{ folder: 'e2f-p1234567', infs: [{ path: 'e2f.inf', class: 'Net' }] }],
    });
    expect(choice?.boot).toMatchObject([{ device: 'Intel VMD', name: 'iaStorVD.inf' }]);
  });

  it('are none for a controller without one in the catalogue, which the disk may have itself: not measured', async () => {
    const start: BootDriver = { state: 'none', reason: REASON, remedy: REASON };
    const { choice, order } = await run(start);
    expect(order?.boot).toEqual([]);
    expect(choice?.reason.en).toMatch(/^not measured: this disk starts with the drivers of its reference PC/);
    expect(choice?.missing).toBeUndefined();
  });
});
