import { join } from 'node:path';
import type { VirtualPc } from '../../src/bench/index.js';
import type { DeploymentShape } from '../../src/interfaces/cli/api-shapes.js';
import { BenchWorkshop, type Proof } from './support/bench-workshop.js';
import {
  bootSmall,
  deployBios,
  deploySectors,
  type SectorsPc,
  settled,
  type SmallPc,
  valueOf,
} from './support/other-pcs.js';
import { diskDigest, fillDisk, withRoot } from './support/disk-image.js';
import { spoil } from './support/spoil.js';

const MINUTE = 60_000;
const MIB = 2 ** 20;
const GIB = 2 ** 30;
/** Of the PC with two disks: the one that must not be touched comes first, where a careless program would look. */
const [BYSTANDER, TARGET] = [0, 1];

/** What the installed GRUB says of a module that the signed one does not contain. */
const PROHIBITED = 'prohibited by secure boot policy';

let workshop: BenchWorkshop;
/** These PCs, one after the other, keep the other core busy meanwhile. */
let bios: Promise<PromiseSettledResult<Proof>>;
let small: Promise<PromiseSettledResult<SmallPc>>;
let sectors: Promise<PromiseSettledResult<SectorsPc>>;

beforeAll(async () => {
  workshop = await BenchWorkshop.open();
  bios = settled(deployBios(workshop));
  small = settled(bios.then(() => bootSmall(workshop)));
  sectors = settled(small.then(() => deploySectors(workshop)));
}, 15 * MINUTE);

afterAll(async () => workshop?.close(), MINUTE);

describe('a PC with Secure Boot and two disks, switched off in mid-transfer', () => {
  let pc: VirtualPc;
  let bystander: string;
  let certified: DeploymentShape;
  let proof: Proof;
  const logins: string[] = [];

  beforeAll(async () => {
    pc = workshop.pc({
      name: 'secure-virtio',
      firmware: 'uefi-secure',
      authority: '2011',
      disks: [
        { bus: 'virtio', sizeBytes: 512 * MIB, serial: 'KEEP-1' },
        { bus: 'virtio', sizeBytes: 6 * GIB, serial: 'TAKE-1' },
      ],
      nic: 'virtio',
    });
    await fillDisk(pc, BYSTANDER);
    bystander = await diskDigest(pc, BYSTANDER);
    const id = await workshop.arm(pc, {
      rule: { bus: ['virtio'], minimumBytes: '4GB', maximumBytes: '8GB' },
      secureBoot: 'required',
    });
    await pc.powerOn();
    await workshop.untilMoved(id, 'apply-master', 0.1);
    logins.push(await workshop.login(pc));
    await pc.powerOff();
    await pc.powerOn();
    certified = await workshop.untilEnded(id, 'certified');
    logins.push(await workshop.login(pc));
    proof = await workshop.proof(certified);
    await pc.askToPowerDown();
    await pc.untilOff();
  }, 80 * MINUTE);

  it('is certified once it is powered on again, without a person', () => {
    expect(certified.steps?.every(({ state }) => state === 'done')).toBe(true);
  });

  it('has a certificate whose JSON and PDF verify offline with only the public key', () => {
    expect(proof.said.match(/^✓ /gm)).toHaveLength(2);
    expect(proof.record).toMatchObject({
      number: certified.certificate?.number,
      machine: { hostname: 'secure-virtio', serial: pc.options.serialNumber },
    });
  });

  it('is measured with Secure Boot on, every blocking check passed', () => {
    const { checks } = proof.record;
    expect(checks.length).toBeGreaterThanOrEqual(25);
    expect(checks.find(({ kind }) => kind === 'secure-boot')).toMatchObject({
      severity: 'blocking',
      verdict: 'passed',
      measured: { fr: 'actif', en: 'on' },
    });
    expect(blockingFailures(proof)).toEqual([]);
  });

  it('starts without a complaint of its GRUB', async () => {
    expect(await pc.serialLog()).not.toContain(PROHIBITED);
  });

  it('trusts the authorities that its inventory names', async () => {
    expect(await workshop.authorities(certified.machineId!)).toEqual([
      'Microsoft Windows Production PCA 2011',
      'Microsoft Corporation UEFI CA 2011',
    ]);
  });

  it("refuses Établi's key once it is certified", () => {
    expect(logins).toEqual(['admitted', 'refused']);
  });

  it(
    'keeps every byte of the disk that the rule does not take',
    async () => {
      expect(await diskDigest(pc, BYSTANDER)).toBe(bystander);
    },
    MINUTE,
  );

  it(
    'keeps no key, account or file of Établi on the disk',
    async () => {
      await withRoot(pc, TARGET, async (root) => {
        const places = ['/etc', '/root', '/home', '/usr/local', '/opt'];
        const paths = (await Promise.all(places.map((path) => root.paths(path)))).flat();
        expect(paths).toContain('/etc/hostname');
        expect(paths.filter((path) => /etabli/i.test(path))).toEqual([]);
        expect(paths.filter((path) => path.endsWith('authorized_keys'))).toEqual([]);
        expect(await root.read('/etc/passwd')).not.toMatch(/etabli/i);
      });
    },
    MINUTE,
  );

  describe('captured as a master for a UEFI PC without Secure Boot, with a larger NVMe disk', () => {
    let copy: VirtualPc;
    let afterCapture: string;
    let refused: DeploymentShape;
    let copied: Proof;
    let sha256: string;

    beforeAll(async () => {
      const reference = workshop.fromNetwork(pc);
      const capture = await workshop.capture(certified.machineId!, 'captured', 'TAKE-1');
      await reference.powerOn();
      await workshop.untilEnded(capture, 'captured');
      await reference.powerOff();
      afterCapture = await diskDigest(pc, BYSTANDER);

      copy = workshop.pc({
        name: 'copy-nvme',
        firmware: 'uefi',
        disks: [{ bus: 'nvme', sizeBytes: 8 * GIB, serial: 'COPY-1' }],
        nic: 'virtio',
      });
      sha256 = (await workshop.masterPayload('captured')).sha256;
      const id = await workshop.arm(copy, { rule: {}, secureBoot: 'optional', master: 'captured' });
      await copy.powerOn();
      // The first half of this progress is the disk being hashed.
      await workshop.untilMoved(id, 'apply-master', 0.52);
      const mend = await spoil(join(workshop.config.dataDir, 'payloads', sha256));
      refused = await workshop.untilEnded(id, 'failed');
      await mend();
      await workshop.retry(id);
      copied = await workshop.proof(await workshop.untilEnded(id, 'certified'));
      await copy.askToPowerDown();
      await copy.untilOff();
    }, 80 * MINUTE);

    it('is only read by the capture', () => {
      expect(afterCapture).toBe(bystander);
    });

    it('fails at the transfer, told by the digest of a block, when the master is spoilt in mid-transfer', () => {
      expect(refused.failure).toMatchObject({
        step: 'apply-master',
        cause: { en: expect.stringMatching(/is corrupted in the master, or was replaced/) as string },
      });
      expect(refused.certificate).toBeUndefined();
      expect(refused.steps?.filter(({ state }) => state === 'done').map(({ name }) => name)).toEqual([
        'wait-environment',
        'inventory',
        'hardware-check',
      ]);
    });

    it('is certified once the master is right again', () => {
      expect(copied.said.match(/^✓ /gm)).toHaveLength(2);
      expect(copied.record.master).toMatchObject({ name: 'captured', sha256 });
      expect(copied.record.checks.find(({ kind }) => kind === 'secure-boot')?.measured).toEqual({
        fr: 'non pris en charge par le micrologiciel',
        en: 'not supported by the firmware',
      });
      expect(blockingFailures(copied)).toEqual([]);
    });

    it(
      'has an identity of its own and fills its disk',
      async () => {
        const [before, after] = [await identityOf(pc, TARGET), await identityOf(copy, 0)];
        expect(before.machineId).toMatch(/^[0-9a-f]{32}$/);
        expect(after.machineId).toMatch(/^[0-9a-f]{32}$/);
        expect(after.machineId).not.toBe(before.machineId);
        expect(before.hostKey).toMatch(/^ssh-ed25519 /);
        expect(after.hostKey).toMatch(/^ssh-ed25519 /);
        expect(after.hostKey).not.toBe(before.hostKey);
        expect(after.sizeBytes - before.sizeBytes).toBeGreaterThan(1.9 * GIB);
      },
      2 * MINUTE,
    );
  });
});

describe('a BIOS PC with a SATA disk', () => {
  it(
    'goes from power-on to a certificate that verifies',
    async () => {
      const deployed = valueOf(await bios);
      const { said, record } = deployed;
      expect(said.match(/^✓ /gm)).toHaveLength(2);
      expect(record.machine.hostname).toBe('bios-sata');
      expect(record.checks.find(({ kind }) => kind === 'secure-boot')).toMatchObject({
        verdict: 'not-applicable',
        measured: { fr: 'BIOS, sans Secure Boot', en: 'BIOS, no Secure Boot' },
      });
      expect(blockingFailures(deployed)).toEqual([]);
    },
    80 * MINUTE,
  );
});

describe('a PC with 512 MB of memory', () => {
  it(
    'says on its screen what is missing, and the technicians are told',
    async () => {
      const { serial, shown, told } = valueOf(await small);
      // The firmware's console and the serial one say it: both end in this log.
      expect(shown).toContain('Etabli : ce PC a 512 Mio de memoire, il en faut au moins 768.');
      expect(told.map(({ text }) => text.en)).toContainEqual(
        expect.stringContaining(`The PC ${serial} has 512 MiB of memory and needs at least 768`),
      );
    },
    80 * MINUTE,
  );
});

describe('a PC with sectors of 4096 bytes that boots by HTTP and trusts the authority of 2023 alone', () => {
  let found: SectorsPc;

  beforeAll(async () => {
    found = valueOf(await sectors);
  }, 80 * MINUTE);

  it('goes from power-on to a certificate that verifies', () => {
    const { said, record } = found.proof;
    expect(said.match(/^✓ /gm)).toHaveLength(2);
    expect(record.checks.find(({ kind }) => kind === 'secure-boot')?.measured).toEqual({
      fr: 'actif',
      en: 'on',
    });
    expect(blockingFailures(found.proof)).toEqual([]);
  });

  it('has an inventory that names what it trusts', () => {
    expect(found.authorities).toEqual(['Windows UEFI CA 2023', 'Microsoft UEFI CA 2023']);
  });

  it('asked for its loader by HTTP alone, and starts without a complaint of its GRUB', () => {
    expect(found.log).toContain('HTTP Boot over IPv4');
    expect(found.log).not.toContain('PXE over');
    expect(found.log).not.toContain(PROHIBITED);
  });

  it('has a place for what fsck finds', () => {
    expect(found.hasLostAndFound).toBe(true);
  });

  it(
    'refuses a master captured from a disk of other sectors before anything is written',
    async () => {
      const before = await diskDigest(found.pc, 0);
      const pc = workshop.fromNetwork(found.pc);
      const id = await workshop.arm(pc, { rule: {}, secureBoot: 'required', master: 'captured' });
      await pc.powerOn();
      const { failure, steps } = await workshop.untilEnded(id, 'failed');
      await pc.powerOff();
      expect(failure).toMatchObject({
        step: 'hardware-check',
        cause: { en: expect.stringContaining('from a disk with sectors of 512 bytes') as string },
      });
      expect(steps?.filter(({ state }) => state === 'done').map(({ name }) => name)).toEqual([
        'wait-environment',
        'inventory',
      ]);
      expect(await diskDigest(pc, 0)).toBe(before);
    },
    10 * MINUTE,
  );
});

function blockingFailures({ record }: Proof): string[] {
  return record.checks
    .filter(
      ({ severity, verdict }) => severity === 'blocking' && !['passed', 'not-applicable'].includes(verdict),
    )
    .map(({ kind }) => kind);
}

function identityOf(
  pc: VirtualPc,
  n: number,
): Promise<{ machineId: string; hostKey: string; sizeBytes: number }> {
  return withRoot(pc, n, async (root) => ({
    machineId: (await root.read('/etc/machine-id')).trim(),
    hostKey: await root.read('/etc/ssh/ssh_host_ed25519_key.pub'),
    sizeBytes: root.sizeBytes,
  }));
}
