import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Network, VirtualPc, type VirtualPcOptions } from '../../src/bench/index.js';
import { BootServer } from './support/boot-server.js';
import {
  bootableBiosDisk,
  bootableUefiDisk,
  type SmallSystem,
  smallSystem,
  withoutSignature,
} from './support/small-system.js';

const MINUTE = 60_000;
const GIB = 2 ** 30;

const ordinary: VirtualPcOptions = {
  name: 'pc1',
  firmware: 'uefi-secure',
  disks: [{ bus: 'virtio', sizeBytes: 4 * GIB, serial: 'DISK-1' }],
  nic: 'virtio',
  mac: '52:54:00:e7:ab:01',
  memoryMb: 1024,
  serialNumber: 'SN 0042-A',
  uuid: '4f1c2a3b-0d5e-4f6a-8b7c-9d0e1f2a3b4c',
};

const toEnvironment = { kind: 'environment', reason: 'deployment', ticket: 'one-time-ticket' } as const;

describe('a PC that boots from the network', () => {
  let system: SmallSystem;
  let network: Network;
  let server: BootServer;

  beforeAll(async () => {
    system = await smallSystem();
  }, 5 * MINUTE);

  beforeEach(async () => {
    network = await Network.create();
    server = new BootServer(network);
    server.files.set('/env/vmlinuz', system.vmlinuz);
    server.files.set('/env/initrd.img', system.initrd);
    await server.start();
  }, MINUTE);

  afterEach(async () => {
    await network.remove();
    await server.stop();
  }, MINUTE);

  it.each([
    ['UEFI with Secure Boot', 'uefi-secure', 'enabled'],
    ['UEFI without Secure Boot', 'uefi', 'disabled'],
    ['BIOS', 'bios', 'disabled'],
  ] as const)(
    'reaches the served kernel through %s, having said who it is',
    async (_title, firmware, secureBoot) => {
      server.answer = toEnvironment;
      const pc = new VirtualPc(network, { ...ordinary, firmware });
      await pc.powerOn();
      const [said] = await pc.waitForSerial(/small system runs, .*/, { timeoutMs: 4 * MINUTE });
      const [parameters] = await pc.waitForSerial(/command line: .*/);
      await pc.powerOff();
      expect(said.trim()).toBe(
        `small system runs, Secure Boot ${secureBoot}, serial ${ordinary.serialNumber}, uuid ${ordinary.uuid}`,
      );
      expect(parameters).toContain(
        `console=tty0 console=ttyS0,115200 panic=60 etabli.server=https://${network.serverAddress}:8443 etabli.ticket=one-time-ticket etabli.language=fr`,
      );
      expect(server.asked).toEqual([
        { method: 'GET', mac: ordinary.mac, serial: ordinary.serialNumber, uuid: ordinary.uuid },
      ]);
    },
    5 * MINUTE,
  );

  it(
    'refuses a kernel without a signature under Secure Boot, and only then',
    async () => {
      server.answer = toEnvironment;
      server.files.set('/env/vmlinuz', withoutSignature(system.vmlinuz));
      const secure = new VirtualPc(network, ordinary);
      await secure.powerOn();
      await secure.waitForSerial(/bad shim signature/, { timeoutMs: 4 * MINUTE });
      await secure.waitForSerial(/kernel not loaded \(3\)/, { timeoutMs: MINUTE });
      await secure.powerOff();
      expect(await secure.serialLog()).not.toContain('small system runs');

      const open = new VirtualPc(network, {
        ...ordinary,
        name: 'pc2',
        firmware: 'uefi',
        mac: '52:54:00:e7:ab:02',
      });
      await open.powerOn();
      await open.waitForSerial(/small system runs, Secure Boot disabled/, { timeoutMs: 4 * MINUTE });
      await open.powerOff();
    },
    9 * MINUTE,
  );

  it(
    'goes on to its own disk under Secure Boot when nothing is armed',
    async () => {
      const pc = new VirtualPc(network, { ...ordinary, bootFirst: 'network' });
      await mkdir(dirname(pc.diskImage(0)), { recursive: true });
      await bootableUefiDisk(system, pc.diskImage(0), "this is the PC's own disk");
      await pc.powerOn();
      await pc.waitForSerial(/this is the PC's own disk/, { timeoutMs: 4 * MINUTE });
      await pc.powerOff();
      expect(server.asked).toHaveLength(1);
    },
    5 * MINUTE,
  );

  it(
    'goes on to its own disk under BIOS when nothing is armed',
    async () => {
      const pc = new VirtualPc(network, { ...ordinary, firmware: 'bios', bootFirst: 'network' });
      await mkdir(dirname(pc.diskImage(0)), { recursive: true });
      await bootableBiosDisk(pc.diskImage(0), "this is the PC's own disk");
      await pc.powerOn();
      await pc.waitForSerial(/this is the PC's own disk/, { timeoutMs: 4 * MINUTE });
      await pc.powerOff();
      expect(server.asked).toHaveLength(1);
    },
    5 * MINUTE,
  );

  it(
    'boots again at the first try after the plug was pulled in mid-transfer',
    async () => {
      server.answer = toEnvironment;
      // 96 MiB more of an archive that the kernel never reads: the plug is pulled long before its end.
      server.files.set('/env/initrd.img', Buffer.concat([system.initrd, Buffer.alloc(96 << 20)]));
      const pc = new VirtualPc(network, ordinary);
      await pc.powerOn();
      await server.untilSent('/env/initrd.img', 16 << 20);
      await pc.powerOff();
      server.files.set('/env/initrd.img', system.initrd);
      await pc.powerOn();
      await pc.waitForSerial(/small system runs/, { timeoutMs: 4 * MINUTE });
      await pc.powerOff();
      expect(server.asked).toHaveLength(2);
      expect(await pc.serialLog()).not.toContain('no answer');
    },
    9 * MINUTE,
  );
});
