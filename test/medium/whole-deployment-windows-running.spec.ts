import { verifyCertificate } from '../../src/deployment/proof/index.js';
import { EtabliProcesses } from '../support/etabli-processes.js';
import { foundIn, SearchedTexts, standsIn } from '../support/planted-secrets.js';
import { RecordedNetwork } from '../support/recorded-network.js';
import { SambaDomain } from '../support/samba-domain.js';
import { askEverything, writeSaid } from '../support/searched-installation.js';
import { SimulatedPc } from '../support/simulated-pc.js';
import { until } from '../support/until.js';
import {
  furnishWhole,
  joined,
  nameOf,
  OFFICE_KEYS,
  prepareWhole,
  TYPED,
  WINDOWS_KEYS,
} from '../support/whole-windows.js';
import { RECOVERY } from '../support/windows-scripts/personalise-options.js';
import { programsOf } from '../support/windows-scripts/software.js';
import { Workshop } from '../support/workshop.js';

type Deployment = Awaited<ReturnType<Workshop['deployment']>>;

let domain: SambaDomain;
let etabli: EtabliProcesses;
let workshop: Workshop;
let network: RecordedNetwork;
const texts = new SearchedTexts();
const pcs: SimulatedPc[] = [];
/** The join blobs that PCs were given: each holds the password of its computer account. */
const blobs: string[] = [];

beforeAll(async () => {
  network = await RecordedNetwork.start();
  [domain, etabli] = await Promise.all([SambaDomain.start(), EtabliProcesses.start()]);
  workshop = new Workshop(etabli.http, () => etabli.token);
  await furnishWhole(workshop, domain);
}, 240_000);
afterAll(async () => {
  for (const pc of pcs) await pc.remove();
  await etabli?.remove();
  await domain?.stop();
  network?.remove();
  texts.remove();
});

/** Powers a PC with this deployment on, and joins it once it has its blob. */
async function deploy() {
  const pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca });
  pcs.push(pc);
  prepareWhole(pc);
  const id = await workshop.arm(await workshop.lot('whole', [pc]));
  const report = pc.hold('report');
  const sealed = pc.hold('sealed');
  await pc.powerOn();
  return {
    pc,
    id,
    sealed,
    joined: async () => {
      await report.reached;
      blobs.push(await joined(pc, domain));
      report.release();
    },
  };
}

const evidenceOf = ({ steps }: Deployment, name: string) => steps.find((step) => step.name === name)?.evidence;
const poolOf = (name: string) => workshop.get<{ free: number; used: number }>(`/api/licence-pools/${name}`);

describe('a whole deployment of Windows, logged on to over WinRM', () => {
  let pc: SimulatedPc;
  let id: string;
  let deployment: Deployment;

  beforeAll(async () => {
    const run = await deploy();
    ({ pc, id } = run);
    await run.joined();
    await run.sealed.reached;
    run.sealed.release();
    deployment = await workshop.reached(id, 'certified');
  }, 240_000);

  it('goes through every step, once each', () => {
    expect(deployment.steps.map(({ name, state, attempt }) => `${name} ${state} ${attempt}`)).toEqual([]);
    expect(pc.story).toEqual([]);
  });
});
