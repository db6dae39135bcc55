import type { VirtualPcOptions } from '../../src/bench/index.js';
import { BenchWorkshop, type Proof, type Wanted } from '../bench/support/bench-workshop.js';

const MINUTE = 60_000;
const MIB = 2 ** 20;
const GIB = 2 ** 30;

type Shape = Pick<VirtualPcOptions, 'name' | 'firmware' | 'disks' | 'nic'> & Partial<VirtualPcOptions>;

let workshop: BenchWorkshop;

beforeAll(async () => {
  workshop = await BenchWorkshop.open();
}, 15 * MINUTE);

afterAll(async () => workshop?.close(), MINUTE);

async function deployed(shape: Shape, wanted: Wanted): Promise<Proof> {
  const pc = workshop.pc(shape);
  const id = await workshop.arm(pc, wanted);
  await pc.powerOn();
  const proof = await workshop.proof(await workshop.untilEnded(id, 'certified', 30 * MINUTE));
  await pc.powerOff();
  return proof;
}

describe('a PC of another shape goes from power-on to a certificate that verifies', () => {
  it.each<[string, Shape, Wanted]>([
    [
      'HTTP Boot without Secure Boot, 768 MB of memory',
      {
        name: 'http-768',
        firmware: 'uefi',
        networkBoot: 'http',
        disks: [{ bus: 'sata', sizeBytes: 6 * GIB, serial: 'HTTP-1' }],
        nic: 'e1000e',
        memoryMb: 768,
      },
      { rule: {}, secureBoot: 'optional', memoryMinimumBytes: 640 * MIB },
    ],
    [
      'PXE with the authority of 2023 alone, sectors of 4096 bytes',
      {
        name: 'pxe-2023',
        firmware: 'uefi-secure',
        authority: '2023',
        disks: [{ bus: 'virtio', sizeBytes: 6 * GIB, serial: 'PXE-1', sectorBytes: 4096 }],
        nic: 'virtio',
      },
      { rule: {}, secureBoot: 'required' },
    ],
    [
      'HTTP Boot with the authority of 2011 alone',
      {
        name: 'http-2011',
        firmware: 'uefi-secure',
        authority: '2011',
        networkBoot: 'http',
        disks: [{ bus: 'nvme', sizeBytes: 6 * GIB, serial: 'HTTP-2' }],
        nic: 'e1000e',
      },
      { rule: {}, secureBoot: 'required' },
    ],
  ])(
    '%s',
    async (_, shape, wanted) => {
      const { said, record } = await deployed(shape, wanted);
      expect(said.match(/^✓ /gm)).toHaveLength(2);
      expect(record.checks.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
    },
    40 * MINUTE,
  );
});

describe('a BIOS PC with 512 MB of memory', () => {
  it(
    'says on its screen what is missing',
    async () => {
      const pc = workshop.pc({ name: 'bios-512', firmware: 'bios', disks: [], nic: 'virtio', memoryMb: 512 });
      await workshop.arm(pc, { rule: {}, secureBoot: 'optional' });
      await pc.powerOn();
      await pc.waitForSerial(/Etabli : ce PC a 512 Mio de memoire/, { timeoutMs: 4 * MINUTE });
      await pc.powerOff();
    },
    5 * MINUTE,
  );
});
