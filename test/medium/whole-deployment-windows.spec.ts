import { EtabliProcesses } from '../support/etabli-processes.js';
import { NIC, NVME, VMD } from '../support/simulated-pc-hardware.js';
import { AgentFailure } from '../support/simulated-pc-agent.js';
import { SimulatedPc, type SimulatedPcOptions } from '../support/simulated-pc.js';
import { until } from '../support/until.js';
import { furnishVmdDriver, furnishWindows, windowsProfile } from '../support/windows-wim.js';
import { Workshop } from '../support/workshop.js';

type Deployment = Awaited<ReturnType<Workshop['deployment']>>;

const UNTIL_RESTART = [
  ...['wait-environment', 'inventory', 'hardware-check', 'boot-check', 'partition', 'apply-master'],
  ...['verify-master', 'inject-drivers', 'install-windows-boot', 'restart'],
];
/** Written by the first-boot files, which other specs look at. */
const NOT_HERE = ['write-answers'];

describe('a deployment of Windows, with the real processes and a simulated PC', () => {
  let etabli: EtabliProcesses;
  let workshop: Workshop;
  const pcs: SimulatedPc[] = [];

  beforeAll(async () => {
    etabli = await EtabliProcesses.start();
    workshop = new Workshop(etabli.http, () => etabli.token);
    await furnishWindows(workshop);
    await workshop.well('POST', '/api/profiles', windowsProfile('windows'));
    const strict = windowsProfile('strict', { drivers: { missing: 'fail' } });
    await workshop.well('POST', '/api/profiles', strict);
  }, 240_000);
  afterAll(async () => {
    for (const pc of pcs) await pc.remove();
    await etabli?.remove();
  });

  /** A PC that is switched on with an armed deployment of this profile. */
  async function deploy(profile: string, options: Partial<SimulatedPcOptions> = {}) {
    const pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca, ...options });
    pcs.push(pc);
    const id = await workshop.arm(await workshop.lot(profile, [pc]));
    await pc.powerOn();
    return { pc, id };
  }

  const stepIn = (deployment: Deployment | undefined, name: string) =>
    deployment?.steps.find((step) => step.name === name);

  /** Resolves once that step is done. */
  async function done(id: string, name: string): Promise<Deployment> {
    let last: Deployment | undefined;
    await until(
      async () => {
        last = await workshop.deployment(id);
        return stepIn(last, name)?.state === 'done' || last.failure !== null;
      },
      () => JSON.stringify(last),
      120_000,
    );
    if (stepIn(last, name)?.state !== 'done') throw new Error(JSON.stringify(last?.failure));
    return last!;
  }

  describe('until the restart', () => {
    let pc: SimulatedPc;
    let deployment: Deployment;
    const evidence = (name: string): unknown => stepIn(deployment, name)?.evidence;

    beforeAll(async () => {
      let id: string;
      ({ pc, id } = await deploy('windows', { devices: [NVME, NIC] }));
      deployment = await done(id, 'restart');
    }, 200_000);

    it('goes through every step, once each', () => {
      const names = deployment.steps.map(({ name }) => name);
      const before = deployment.steps.slice(0, names.indexOf('restart') + 1);
      const here = before.filter(({ name }) => !NOT_HERE.includes(name));
      expect(here.map(({ name, state }) => `${name} ${state}`)).toEqual(
        UNTIL_RESTART.map((name) => `${name} done`),
      );
      expect(pc.disk.destroyed).toEqual([
        { by: 'partition', onDelivered: false },
        { by: 'apply-wim', onDelivered: false },
      ]);
    });

    it('lays the disk out for Windows, and puts the whole image on it', () => {
      expect(pc.disk.partitions.map(({ role }) => role)).toEqual(['esp', 'msr', 'windows', 'recovery']);
      expect(pc.disk.file('Windows/System32/config/SYSTEM')).toBeDefined();
      expect(evidence('verify-master')).toMatchObject({ mode: 'full', differences: 0 });
      expect(evidence('install-windows-boot')).toMatchObject({
        bootManager: 'EFI',
        bcd: { locale: 'fr-FR' },
      });
    });

    it('names the device without a driver before anything is erased, and goes on', () => {
      expect(evidence('boot-check')).toMatchObject({
        boot: [],
        missing: [{ name: 'Intel I226-V', hardwareId: 'PCI\\VEN_8086&DEV_125C' }],
      });
    });

    it('leaves the PC to its own disk', async () => {
      await until(
        () => Promise.resolve(pc.phase === 'windows'),
        () => pc.story.join(', '),
        30_000,
      );
      expect(pc.story.slice(0, 4)).toEqual(['environment', 'stay', 'off', 'windows']);
      expect(await pc.bootScript()).not.toContain('etabli.ticket');
    });
  });

  it.each<[string, string, Partial<SimulatedPcOptions>, RegExp, RegExp]>([
    [
      'whose disk hangs on a controller without a driver',
      'windows',
      { devices: [VMD, NIC] },
      /^this disk hangs on Intel VMD \(PCI\\VEN_8086&DEV_A77F&CC_010400\); neither this Windows image nor the catalogue can start from it$/,
      /^Import the Intel RST \(VMD\) driver .*, or set the controller to AHCI\/NVMe in the firmware\. Nothing was erased\.$/,
    ],
    [
      'whose controller nobody could read',
      'windows',
      { devices: [NIC] },
      /^the controller that this disk hangs on is not known$/,
      /Nothing was erased/,
    ],
    ['whose firmware trusts no one', 'windows', { trust: { db: [] } }, /Nothing was erased/, /./],
    [
      'with a device that the profile wants a driver for',
      'strict',
      { devices: [NVME, NIC] },
      /^no driver for: Intel I226-V \(PCI\\VEN_8086&DEV_125C\)\. Nothing was erased$/,
      /windows\.drivers\.missing/,
    ],
  ])(
    'refuses a PC %s, with its disk as it was',
    async (_, profile, options, cause, remedy) => {
      const { pc, id } = await deploy(profile, options);
      const { failure } = await workshop.reached(id, 'failed');
      expect(failure).toMatchObject({
        step: 'boot-check',
        cause: { en: expect.stringMatching(cause) as string },
        remedy: { en: expect.stringMatching(remedy) as string },
      });
      expect(pc.disk.destroyed).toEqual([]);
    },
    120_000,
  );

  it('fails a transfer with its cause, and a retry goes on from there', async () => {
    const pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca });
    pcs.push(pc);
    pc.fail('apply-wim', new AgentFailure('permanent', 'WIM abîmé', 'damaged WIM'));
    const id = await workshop.arm(await workshop.lot('windows', [pc]));
    await pc.powerOn();
    const { failure } = await workshop.reached(id, 'failed');
    expect(failure).toMatchObject({ step: 'apply-master', cause: { en: 'damaged WIM' } });
    await workshop.well('POST', `/api/deployments/${id}/retry`, {});
    await done(id, 'verify-master');
    expect(pc.disk.destroyed.map(({ by }) => by)).toEqual(['partition', 'apply-wim']);
  });

  it('puts the driver of the disk in before the first start, once the catalogue has it', async () => {
    await furnishVmdDriver(workshop);
    const { pc, id } = await deploy('windows', { devices: [VMD] });
    const deployment = await done(id, 'inject-drivers');
    expect(pc.disk.file('Windows/System32/drivers/LabVmd.sys')).toBe('MZ vmd');
    expect(stepIn(deployment, 'boot-check')?.evidence).toMatchObject({
      boot: [{ device: 'Intel VMD', hardwareId: 'PCI\\VEN_8086&DEV_A77F', name: 'labvmd.inf' }],
      missing: [],
    });
    expect(stepIn(deployment, 'inject-drivers')?.evidence).toMatchObject({
      boot: [{ service: 'LabVmd', file: 'Windows/System32/drivers/LabVmd.sys', readBack: true }],
      packages: [{ inf: 'labvmd.inf', class: 'SCSIAdapter' }],
    });
  });

  it('arms nothing of a profile that Windows cannot be made of', async () => {
    const checks = [{ kind: 'ssh-host-keys-present' }];
    const software = [{ kind: 'apt', packages: ['vim'] }];
    await workshop.well(
      'POST',
      '/api/profiles',
      windowsProfile('linuxish', {}, { software, recette: { checks } }),
    );
    const pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca });
    pcs.push(pc);
    const lot = await workshop.lot('linuxish', [pc]);
    const answer = await workshop.ask('POST', `/api/lots/${lot}/arm`, {});
    const { findings } = (await answer.json()) as { findings: { field: string }[] };
    expect(findings.map(({ field }) => field)).toEqual(['software[0].kind', 'recette.checks[0].kind']);
  });
});
