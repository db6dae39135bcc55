import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'yaml';
import { VirtualPc, type VirtualDisk, type VirtualPcOptions } from '../../../src/bench/index.js';
import type { DeploymentShape, LotShape, StepShape } from '../../../src/interfaces/cli/api-shapes.js';
import { Workshop } from '../../../src/interfaces/cli/demo/workshop.js';
import type { Config } from '../../../src/platform/config/index.js';
import { isEnded, type DeploymentState } from '../../../src/platform/core/index.js';
import type { Inventory } from '../../../src/park/machine/index.js';
import type { Master } from '../../../src/park/master/index.js';
import { verifyCertificate, type Certificate } from '../../../src/deployment/proof/index.js';
import { etabli, PROGRAM, ROOT } from './etabli-command.js';
import { loginWith, writeSshKey } from './etabli-login.js';
import { firstBoot } from './first-boot.js';
import { preparedData } from './prepared-data.js';

const MINUTE = 60_000;

/** The profile of the product, with what a bench asks differently. */
export interface Wanted {
  rule: { bus?: VirtualDisk['bus'][]; minimumBytes?: string; maximumBytes?: string };
  secureBoot: 'required' | 'optional';
  master?: string;
  /** What the profile asks for at least, and its recette measures; the product's own by default. */
  memoryMinimumBytes?: number;
}

/** A certificate that the built `etabli certificate verify` took, JSON and PDF, with the public key alone. */
export interface Proof {
  record: Certificate;
  said: string;
}

let made = 0;

/** The built Établi on a virtual network of its own, with an environment and a master ready. */
export class BenchWorkshop {
  private readonly pcs: VirtualPc[] = [];

  private constructor(
    readonly config: Config,
    private readonly workshop: Workshop,
    private readonly sshKey: string,
  ) {}

  /** @param prepare what needs the database while no server on the virtual network has it */
  static async open(prepare?: (config: Config) => Promise<void>): Promise<BenchWorkshop> {
    const config = await preparedData();
    await prepare?.(config);
    const sshKey = await writeSshKey(config);
    const workshop = await Workshop.open(config, { language: 'en' }, PROGRAM).catch(
      async (error: unknown) => {
        const log = await readFile(join(config.dataDir, 'etabli.log'), 'utf8').catch(() => '');
        throw new Error(`Établi did not start: ${log.slice(-4000)}`, { cause: error });
      },
    );
    return new BenchWorkshop(config, workshop, sshKey);
  }

  get api(): Workshop['api'] {
    return this.workshop.api;
  }

  async close(): Promise<void> {
    await Promise.all(this.pcs.map((pc) => pc.powerOff()));
    await this.workshop.close();
    await rm(dirname(this.config.dataDir), { recursive: true, force: true });
  }

  /** A PC that was never on, with a serial number and an address of its own. */
  pc(
    parts: Pick<VirtualPcOptions, 'name' | 'firmware' | 'disks' | 'nic'> & Partial<VirtualPcOptions>,
  ): VirtualPc {
    made += 1;
    const number = String(made).padStart(2, '0');
    return this.known({
      mac: `52:54:00:be:0c:${number}`,
      memoryMb: 1536,
      serialNumber: `BENCH-${number}`,
      uuid: `7e7ab110-0000-4000-8000-0000be0c00${number}`,
      manufacturer: 'Établi',
      product: 'Bench PC',
      ...parts,
    });
  }

  /** The same PC, its disks and its firmware's memory, told to try the network first. */
  fromNetwork(pc: VirtualPc): VirtualPc {
    return this.known({ ...pc.options, bootFirst: 'network' });
  }

  /** Arms a deployment of the PC; gives its id. Nothing is powered on. */
  async arm(pc: VirtualPc, wanted: Wanted): Promise<string> {
    return this.armProfile(pc, await profileOf(pc, wanted));
  }

  /** The same with a whole profile. */
  async armProfile(pc: VirtualPc, document: object): Promise<string> {
    const profile = await this.api.post<{ name: string }>('/api/profiles', {
      raw: { content: JSON.stringify(document), type: 'application/json' },
    });
    const { serialNumber, mac, name } = pc.options;
    const lot = await this.api.post<LotShape>('/api/lots', {
      raw: { content: `serial;mac;hostname\n${serialNumber};${mac};${name}\n`, type: 'text/csv' },
      query: { profile: profile.name, customer: 'Bench' },
    });
    await this.api.post(`/api/lots/${lot.id}/arm`, { body: {} });
    const { items } = await this.api.get<{ items: DeploymentShape[] }>('/api/deployments', { lotId: lot.id });
    return items[0]!.id;
  }

  deployment(id: string): Promise<DeploymentShape> {
    return this.api.get<DeploymentShape>(`/api/deployments/${id}`);
  }

  /** Waits until the deployment ends, in that state: ended in another one, it is told with what it said last. */
  async untilEnded(id: string, state: DeploymentState, withinMs = 35 * MINUTE): Promise<DeploymentShape> {
    const ended = await this.poll(id, ({ state }) => isEnded(state), withinMs);
    if (ended.state !== state) throw new Error(await this.story(ended));
    return ended;
  }

  /** Waits until that step runs and has moved this much, a fraction of its total. */
  async untilMoved(id: string, step: string, fraction: number): Promise<StepShape> {
    const find = ({ steps = [] }: DeploymentShape) =>
      steps.find(
        ({ name, state, progress }) =>
          name === step && state === 'running' && progress && progress.done >= fraction * progress.total,
      );
    const moved = await this.poll(id, (now) => find(now) !== undefined || isEnded(now.state), 20 * MINUTE);
    const found = find(moved);
    if (found === undefined) throw new Error(await this.story(moved));
    return found;
  }

  /** Waits until that step has begun; what ends before is told with what it said last. */
  async untilBegun(id: string, step: string, withinMs = 35 * MINUTE): Promise<DeploymentShape> {
    const hasBegun = ({ steps = [] }: DeploymentShape) =>
      steps.some(({ name, state }) => name === step && (state === 'running' || state === 'waiting'));
    const now = await this.poll(id, (found) => hasBegun(found) || isEnded(found.state), withinMs);
    if (!hasBegun(now)) throw new Error(await this.story(now));
    return now;
  }

  /** Asks for a disk of a machine as a master; gives the id of what captures it at the next network boot. */
  async capture(machineId: string, name: string, disk: string): Promise<string> {
    const asked = await this.api.post<DeploymentShape>(`/api/machines/${machineId}/capture`, {
      body: { name, disk },
    });
    return asked.id;
  }

  /** The payload of the newest version of that master. */
  async masterPayload(name: string): Promise<{ sha256: string; bytes: number }> {
    const { items } = await this.api.get<{ items: Master[] }>('/api/masters', { name });
    return items[0]!.payload;
  }

  /** Whose signatures the firmware of a machine takes, as its inventory tells. */
  async authorities(machineId: string): Promise<string[]> {
    const { inventory } = await this.api.get<{ inventory: Inventory }>(`/api/machines/${machineId}`);
    return inventory.firmware.authorities ?? [];
  }

  async retry(id: string): Promise<void> {
    await this.api.post(`/api/deployments/${id}/retry`, { body: {} });
  }

  /** Fetches the certificate of a certified deployment and has the built command verify both its files, offline. */
  async proof({ certificate }: DeploymentShape): Promise<Proof> {
    const folder = this.workshop.network.directory;
    const files = ['json', 'pdf'].map((kind) => join(folder, `${certificate!.number}.${kind}`));
    for (const file of files) {
      await writeFile(
        file,
        await this.api.download(`/api/certificates/${certificate!.id}${file.slice(file.lastIndexOf('.'))}`),
      );
    }
    const key = join(folder, 'public-key.pem');
    await writeFile(key, await this.api.download('/api/certificates/public-key'));
    const { status, stdout, stderr } = await etabli(['certificate', 'verify', '--key', key, ...files], {
      ETABLI_DATA_DIR: join(folder, 'nothing-here'),
    });
    if (status !== 0) throw new Error(`certificate verify ended with ${status}: ${stdout}${stderr}`);
    const verified = verifyCertificate(await readFile(files[0]!), await readFile(key, 'utf8'));
    if (!verified.valid) throw new Error(verified.reason.en);
    return { record: verified.record, said: stdout };
  }

  /** What the PC says to Établi's own key, as root. */
  login(pc: VirtualPc): Promise<'admitted' | 'refused'> {
    return loginWith(this.sshKey, this.workshop.network, pc);
  }

  /** A stand-in for the installed Windows of a PC that is off. @param root its unpacked volume */
  firstBoot(pc: VirtualPc, root: string, state: Record<string, unknown>): Promise<string[]> {
    return firstBoot(this.workshop.network, pc, { root, state });
  }

  private known(options: VirtualPcOptions): VirtualPc {
    const pc = new VirtualPc(this.workshop.network, options);
    this.pcs.push(pc);
    return pc;
  }

  private async poll(
    id: string,
    holds: (now: DeploymentShape) => boolean,
    withinMs: number,
  ): Promise<DeploymentShape> {
    const end = Date.now() + withinMs;
    for (;;) {
      const now = await this.deployment(id);
      if (holds(now)) return now;
      if (Date.now() > end) throw new Error(`no end in sight: ${await this.story(now)}`);
      await pause(250);
    }
  }

  /** What a person needs to understand a bench that went wrong. */
  private async story({ id, state, failure, steps = [] }: DeploymentShape): Promise<string> {
    const log = await this.api.get<{ step: string; text: string }[]>(`/api/deployments/${id}/log`);
    return [
      `the deployment is ${state}: ${failure ? `${failure.step}: ${failure.cause.en}` : ''}`,
      ...steps.map((step) => `  ${step.name} ${step.state}`),
      ...log.slice(-30).map(({ step, text }) => `  [${step}] ${text}`),
    ].join('\n');
  }
}

async function profileOf(
  pc: VirtualPc,
  { rule, secureBoot, master, memoryMinimumBytes }: Wanted,
): Promise<object> {
  const file = join(ROOT, 'profiles', 'debian-13-minimal.yaml');
  const document = parse(await readFile(file, 'utf8')) as {
    name: string;
    master: object;
    disk: object;
    security: object;
    hardware: object;
    recette: { checks: { kind: string }[] };
  };
  const memory = memoryMinimumBytes === undefined ? {} : { memoryMinimumBytes };
  const { recette } = document;
  return {
    ...document,
    name: `bench-${pc.options.name}`,
    master: { name: master ?? 'debian-13' },
    disk: { ...document.disk, rule },
    security: { ...document.security, secureBoot },
    hardware: { ...document.hardware, ...memory },
    recette: {
      ...recette,
      checks: recette.checks.map((check) =>
        check.kind === 'memory-size' && memoryMinimumBytes !== undefined
          ? { ...check, parameters: { minimumBytes: Math.floor(memoryMinimumBytes * 0.9) } }
          : check,
      ),
    },
  };
}
