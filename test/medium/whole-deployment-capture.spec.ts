import { EtabliProcesses } from '../support/etabli-processes.js';
import { AgentFailure } from '../support/simulated-pc-agent.js';
import { SimulatedPc } from '../support/simulated-pc.js';
import { bootsSlowly } from '../support/slow-boot.js';
import { until } from '../support/until.js';
import { versionOfToday } from '../support/version-day.js';
import { capturedWim, windowsProfile } from '../support/windows-wim.js';
import { Workshop } from '../support/workshop.js';

interface Master {
  id: string;
  name: string;
  version: string;
  kind: string;
  systemVersion: string;
  payload: { sha256: string; bytes: number };
  image?: Record<string, unknown>;
}

describe('the capture of the Windows of a reference PC, with the real processes and a simulated PC', () => {
  let etabli: EtabliProcesses;
  let workshop: Workshop;
  let wim: Buffer;
  const pcs: SimulatedPc[] = [];

  beforeAll(async () => {
    wim = capturedWim();
    etabli = await EtabliProcesses.start();
    workshop = new Workshop(etabli.http, () => etabli.token);
    await workshop.closeNetwork();
  }, 240_000);
  afterAll(async () => {
    for (const pc of pcs) await pc.remove();
    await etabli?.remove();
  });

  const newPc = (): SimulatedPc => {
    const pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca });
    pcs.push(pc);
    return pc;
  };

  /** A PC that Établi knows, with Windows on its disk, switched off. */
  async function referencePc(): Promise<{ pc: SimulatedPc; machine: string }> {
    const pc = newPc();
    await pc.powerOn();
    pc.disk.reference = { wim, build: '26100.1742' };
    const { items } = await workshop.get<{ items: { id: string; serial: string }[] }>(
      '/api/machines?pageSize=100',
    );
    await pc.die();
    return { pc, machine: items.find(({ serial }) => serial === pc.serial)!.id };
  }

  async function ask(machine: string, body: object): Promise<string> {
    const answer = await workshop.well('POST', `/api/machines/${machine}/capture`, body);
    return ((await answer.json()) as { id: string }).id;
  }

  async function mastersNamed(name: string): Promise<Master[]> {
    return (await workshop.get<{ items: Master[] }>(`/api/masters?name=${name}`)).items;
  }

  const stepsOf = ({ steps }: Awaited<ReturnType<Workshop['deployment']>>): string[] =>
    steps.map(({ name, state }) => `${name} ${state}`);

  it('gives a master with the facts of its image, which a lot can be armed with', async () => {
    const { pc, machine } = await referencePc();
    const id = await ask(machine, { name: 'office', kind: 'wim', partition: 4 });
    await pc.powerOn();
    const deployment = await workshop.reached(id, 'captured');
    expect(stepsOf(deployment)).toEqual([
      'wait-environment done',
      'inventory done',
      'capture-image done',
      'register-image done',
    ]);
    expect(deployment.steps[2]?.evidence).toMatchObject({ partition: 4, build: '26100.1742' });
    const [master, ...others] = await mastersNamed('office');
    expect(others).toEqual([]);
    expect(master).toMatchObject({
      version: versionOfToday(),
      kind: 'wim',
      system: 'windows',
      systemVersion: '26100.1742',
      payload: { bytes: wim.length },
      image: {
        name: 'Windows Professional 26100.1742',
        edition: 'Professional',
        build: '26100.1742',
        languages: ['fr-FR'],
        architecture: 'amd64',
        productType: 'WinNT',
        bootManagers: [{ folder: 'EFI' }, { folder: 'EFI_EX' }],
      },
    });
    expect(deployment.steps[3]?.evidence).toMatchObject({
      master: versionOfToday('office '),
      image: master?.image,
    });
    const verified = await workshop.well('POST', `/api/masters/${master?.id}/verify`);
    expect(await verified.json()).toMatchObject({ valid: true, findings: [] });
    await workshop.well(
      'POST',
      '/api/profiles',
      windowsProfile('office', {}, { master: { name: 'office' } }),
    );
    const deployed = await workshop.arm(await workshop.lot('office', [newPc()]));
    const names = (await workshop.deployment(deployed)).steps.map(({ name }) => name);
    expect(names).toContain('install-windows-boot');
  }, 240_000);

  it('goes on when the worker dies during the upload and during the registration, and registers once', async () => {
    const { pc, machine } = await referencePc();
    const hold = pc.hold('capture-wim');
    const id = await ask(machine, { name: 'twice', kind: 'wim' });
    await pc.powerOn();
    await hold.reached;
    await etabli.kill('worker');
    hold.release();
    await until(
      async () => ['running', 'done'].includes((await workshop.deployment(id)).steps[3]?.state ?? ''),
      () => 'the registration never begins',
      120_000,
    );
    await etabli.kill('worker');
    const deployment = await workshop.reached(id, 'captured');
    expect(stepsOf(deployment)).toContain('register-image done');
    expect((await mastersNamed('twice')).map(({ version }) => version)).toEqual([versionOfToday()]);
    expect(pc.commands.filter((name) => name === 'capture-wim')).toHaveLength(1);
  }, 300_000);

  it('registers the image without the reference PC, which may be switched off by then', async () => {
    const { pc, machine } = await referencePc();
    pc.disk.reference = { wim: spoilt(wim), build: '26100.1742' };
    const id = await ask(machine, { name: 'spoilt', kind: 'wim' });
    await pc.powerOn();
    const { failure } = await workshop.reached(id, 'failed');
    expect(failure).toMatchObject({
      step: 'register-image',
      cause: {
        fr: expect.stringMatching(/^l’image capturée ne peut pas devenir un master : /) as string,
        en: expect.stringMatching(/^the captured image cannot become a master: .*damaged/) as string,
      },
      remedy: { en: expect.stringMatching(/^Nothing was registered\. Boot the reference PC/) as string },
    });
    expect(await mastersNamed('spoilt')).toEqual([]);
    await pc.die();
    await workshop.well('POST', `/api/deployments/${id}/retry`, {});
    expect((await workshop.reached(id, 'failed')).failure?.step).toBe('register-image');
    pc.disk.reference = { wim, build: '26100.1742' };
    await workshop.well('POST', `/api/deployments/${id}/retry`, { from: 'start' });
    await bootsSlowly(await etabli.databaseUrl, id);
    await pc.powerOn();
    await workshop.reached(id, 'captured');
    expect(await mastersNamed('spoilt')).toHaveLength(1);
  }, 300_000);

  it('fails with the reason of the agent for a Windows that is no reference, and a retry captures it later', async () => {
    const { pc, machine } = await referencePc();
    const remedy = {
      fr: 'Sur le PC de référence : C:\\Windows\\System32\\Sysprep\\sysprep.exe /generalize /oobe /shutdown.',
      en: 'On the reference PC: C:\\Windows\\System32\\Sysprep\\sysprep.exe /generalize /oobe /shutdown.',
    };
    const [fr, en] = ['Capture refusée : Windows n’est pas généralisé', 'Capture refused: not generalised'];
    pc.fail('capture-wim', new AgentFailure('operator', fr, en, remedy));
    const id = await ask(machine, { name: 'raw', kind: 'wim' });
    await pc.powerOn();
    const { failure } = await workshop.reached(id, 'failed');
    expect(failure).toEqual({ step: 'capture-image', cause: { fr, en }, remedy });
    expect(await mastersNamed('raw')).toEqual([]);
    await workshop.well('POST', `/api/deployments/${id}/retry`, {});
    await workshop.reached(id, 'captured');
    expect(await mastersNamed('raw')).toHaveLength(1);
  }, 240_000);

  it('refuses a partition for the capture of a whole disk, by the name of the field', async () => {
    const { machine } = await referencePc();
    const answer = await workshop.ask('POST', `/api/machines/${machine}/capture`, {
      name: 'disk',
      partition: 3,
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ findings: [{ field: 'partition', found: 3 }] });
  });
});

/** A byte in the middle inverted. */
function spoilt(wim: Buffer): Buffer {
  const other = Buffer.from(wim);
  const middle = other.length >> 1;
  other[middle] = other[middle]! ^ 0xff;
  return other;
}
