import { EtabliProcesses } from './etabli-processes.js';
import { SearchedTexts } from './planted-secrets.js';
import { RecordedNetwork } from './recorded-network.js';
import { SambaDomain } from './samba-domain.js';
import { askEverything, rowsOf, writeSaid } from './searched-installation.js';
import { SimulatedPc } from './simulated-pc.js';
import { furnishWhole, joined, plantedIn, prepareWhole } from './whole-windows.js';
import { programsOf } from './windows-scripts/software.js';
import { Workshop } from './workshop.js';

/** The real processes beside a Samba domain and a recorder of the network, and PCs that are deployed with all of it. */
export class WholeWorkshop {
  readonly texts = new SearchedTexts();
  readonly pcs: SimulatedPc[] = [];
  /** The join blobs that PCs were given: each holds the password of its computer account. */
  readonly blobs: string[] = [];

  private constructor(
    readonly network: RecordedNetwork,
    readonly domain: SambaDomain,
    readonly etabli: EtabliProcesses,
    readonly workshop: Workshop,
  ) {}

  static async start(): Promise<WholeWorkshop> {
    const network = await RecordedNetwork.start();
    const [domain, etabli] = await Promise.all([SambaDomain.start(), EtabliProcesses.start()]);
    const workshop = new Workshop(etabli.http, () => etabli.token);
    await furnishWhole(workshop, domain);
    return new WholeWorkshop(network, domain, etabli, workshop);
  }

  async remove(): Promise<void> {
    for (const pc of this.pcs) await pc.remove();
    await this.etabli.remove();
    await this.domain.stop();
    this.network.remove();
    this.texts.remove();
  }

  /** A PC that is on, with a deployment that has everything. `joined` waits for its blob, and joins with it. */
  async deploy() {
    const { http, ca } = this.etabli;
    const pc = new SimulatedPc({ http, ca, windows: { registry: { HideFileExt: 0 } } });
    this.pcs.push(pc);
    prepareWhole(pc);
    const id = await this.workshop.arm(await this.workshop.lot('whole', [pc]));
    const report = pc.hold('report');
    const sealed = pc.hold('sealed');
    await pc.powerOn();
    const join = async (): Promise<void> => {
      await report.reached;
      this.blobs.push(await joined(pc, this.domain));
      report.release();
    };
    return { pc, id, sealed, joined: join };
  }

  licences(pool: string) {
    return this.workshop.get<{ free: number; used: number }>(`/api/licence-pools/${pool}`);
  }

  /** Of its blob, as the database has it. */
  async joinState(id: string): Promise<string | null | undefined> {
    const query = 'SELECT state FROM join_account WHERE deployment_id = $1';
    return (await rowsOf(this.etabli, query, [id]))[0]?.['state'];
  }

  /** Asks for all that the API shows. @returns the addresses */
  async askEverything(): Promise<string[]> {
    interface Listed {
      items: { id: string; machineId: string; lotId: string; certificate?: { id: string } }[];
    }
    const { items } = await this.workshop.get<Listed>('/api/deployments');
    const asked: string[] = [];
    for (const { id, machineId, lotId, certificate } of items) {
      const own = { deployments: id, machines: machineId, lots: lotId, 'user-data': machineId };
      const named = { 'licence-pools': 'office', directories: 'corp', programs: 'office', profiles: 'whole' };
      const proof: Record<string, string> = certificate === undefined ? {} : { certificates: certificate.id };
      asked.push(...(await askEverything(this.workshop, { ...own, ...named, ...proof })));
    }
    return asked;
  }

  /** What is to be searched for, and texts that it is searched in. Nothing is recorded any more. */
  async searched() {
    const said = await writeSaid(this.texts, this.etabli, this.workshop);
    await this.network.stop();
    return { said, secrets: plantedIn(this.pcs, this.blobs) };
  }
}

/** The names of what was run on the PC to install programs, in order. */
export const runsOf = ({ windowsState }: SimulatedPc) =>
  programsOf(windowsState).runs.map(({ name }) => name);

/** The n-th run of that script from now on, which waits. */
export async function nthRun(pc: SimulatedPc, script: string, count: number) {
  let held = pc.hold(script);
  for (let run = 1; run < count; run += 1) {
    await held.reached;
    const { release } = held;
    held = pc.hold(script);
    release();
  }
  await held.reached;
  return held;
}
