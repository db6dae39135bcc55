import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removeLeftovers, type Firmware, type VirtualPc } from '../../../bench/index.js';
import { verifyCertificate } from '../../../deployment/proof/index.js';
import type { Master } from '../../../park/master/index.js';
import type { Config } from '../../../platform/config/index.js';
import { OperatorError } from '../../../platform/core/index.js';
import type { DeploymentShape } from '../api-shapes.js';
import { deploy } from '../demo/deploy.js';
import { prepareEnvironment } from '../demo/prepare.js';
import { demoConfig, Workshop } from '../demo/workshop.js';
import { EXIT } from '../exit-status.js';
import { importMaster, profileDraft } from '../make-master.js';
import { HOME } from '../paths.js';
import { ProgressBars } from '../progress-bars.js';
import { stopSignal } from '../stop-signal.js';
import type { Terminal } from '../terminal.js';
import { writeWhole } from '../whole-files.js';
import { hasKvm, labPc } from './lab-pc.js';
import { checkOutcomes, stepOutcomes, type Outcome } from './outcomes.js';
import { withRun, type LabRun } from './proof-page.js';

export interface LabOptions {
  /** The folder of a copy of the page; the page of the documentation itself by default. */
  out?: string;
  edition?: string;
  firmware: Firmware;
  /** How long the whole deployment may take. */
  minutes: number;
}

interface Outcomes {
  outcomes: Outcome[];
  /** Every step was done, the call home of Windows among them, and the certificate verifies. */
  isWhole: boolean;
}

const PAGE = 'windows-proof.md';
const FIRMWARE = {
  'uefi-secure': 'UEFI, Secure Boot on',
  uefi: 'UEFI, no Secure Boot',
  bios: 'BIOS',
} as const;

/**
 * Deploys a real Windows image to a virtual PC and writes what was measured into the page of proofs. Returns 0 only
 * when Windows has called home and its certificate was issued. Needs root.
 */
export async function windowsLab(
  given: Config,
  terminal: Terminal,
  image: string,
  options: LabOptions,
): Promise<number> {
  if (process.getuid?.() !== 0) throw rootNeeded();
  const page = join(HOME, 'docs', PAGE);
  const text = await readFile(page, 'utf8');
  const config = await demoConfig(given);
  await removeLeftovers();
  await prepareEnvironment(config, terminal);
  const master = await imported(config, terminal, image, options.edition);
  const isFast = hasKvm(options.firmware);
  if (!isFast) terminal.tell(slow());
  const { outcomes, isWhole } = await deployed(config, terminal, master, { ...options, isFast });
  const run: LabRun = {
    date: new Date().toISOString().slice(0, 10),
    image: master.image!,
    firmware: `${FIRMWARE[options.firmware]}, ${isFast ? 'KVM' : 'TCG'}`,
    outcomes,
  };
  const target = options.out === undefined ? page : join(options.out, PAGE);
  if (options.out !== undefined) await mkdir(options.out, { recursive: true });
  await writeWhole([{ path: target, content: withRun(text, run, page) }], { force: true });
  showResult(terminal, run, target);
  return isWhole ? EXIT.done : EXIT.no;
}

async function imported(
  config: Config,
  terminal: Terminal,
  image: string,
  edition?: string,
): Promise<Master> {
  terminal.tell({ fr: `· import de ${image}`, en: `· importing ${image}` });
  const bars = new ProgressBars(terminal);
  try {
    return await importMaster(config, image, {
      edition,
      watch: (title, progress) => bars.show('import', terminal.say(title), progress),
    });
  } finally {
    bars.stop();
  }
}

async function deployed(
  config: Config,
  terminal: Terminal,
  master: Master,
  { firmware, minutes, isFast }: LabOptions & { isFast: boolean },
): Promise<Outcomes> {
  const draft = profileDraft(master, terminal.language);
  if (draft === undefined) throw unknownRelease(master);
  const workshop = await Workshop.open(config, terminal);
  const began = Date.now();
  let pc: VirtualPc | undefined;
  const stopped = new AbortController();
  const timer = setTimeout(() => stopped.abort(), minutes * 60_000);
  void stopSignal().then(() => stopped.abort());
  try {
    const secret = { reference: draft.secret, value: `${randomBytes(12).toString('base64url')}aA1!` };
    await workshop.api.put('/api/secrets', { body: secret });
    pc = labPc(workshop.network, firmware, isFast);
    const wanted = { profile: draft.text, customer: 'Lab' };
    const [ended] = await deploy(workshop, terminal, [pc], stopped.signal, wanted);
    return await outcomesOf(workshop, config, ended, Math.round((Date.now() - began) / 60_000));
  } finally {
    clearTimeout(timer);
    await pc?.powerOff();
    await workshop.close();
  }
}

/** What the steps measured, and what the certificate says of Windows itself, once it is verified. */
async function outcomesOf(
  { api }: Workshop,
  { dataDir }: Config,
  deployment: DeploymentShape | undefined,
  minutes: number,
): Promise<Outcomes> {
  const steps = stepOutcomes(deployment?.steps ?? [], minutes);
  const isDone = steps.length > 0 && steps.every(({ isProven }) => isProven);
  const { certificate } = deployment ?? {};
  if (!isDone || !certificate) return { outcomes: steps, isWhole: false };
  const key = await readFile(join(dataDir, 'certificate-key.pem'), 'utf8');
  const verified = verifyCertificate(await api.download(`/api/certificates/${certificate.id}.json`), key);
  if (verified.valid)
    return { outcomes: [...steps, ...checkOutcomes(verified.record.checks)], isWhole: true };
  const refused = { part: 'Certificate', outcome: `failed: ${verified.reason.en}`, isProven: false };
  return { outcomes: [...steps, refused], isWhole: false };
}

function showResult(terminal: Terminal, run: LabRun, page: string): void {
  terminal.result({ ...run, page }, () => [
    `${run.image.name} ${run.image.build}, ${run.firmware}`,
    ...run.outcomes.map(({ part, outcome, isProven }) => `${isProven ? '✓' : '✗'} ${part}: ${outcome}`),
    page,
  ]);
}

function slow() {
  return {
    fr: '! KVM ne fait pas tourner ce PC ici : il est émulé, un vrai Windows y mettra des heures.',
    en: '! KVM does not run this PC here: it is emulated, and a real Windows will take hours.',
  };
}

function unknownRelease({ image }: Master): OperatorError {
  return new OperatorError(
    {
      fr: `Établi ne connaît aucune version de Windows de build ${image?.build ?? '?'}.`,
      en: `Établi knows no release of Windows with build ${image?.build ?? '?'}.`,
    },
    {
      remedy: {
        fr: 'Donnez l’ISO ou le WIM d’une version de Windows qu’Établi connaît.',
        en: 'Give the ISO or WIM of a release of Windows that Établi knows.',
      },
    },
  );
}

function rootNeeded(): OperatorError {
  return new OperatorError(
    {
      fr: 'Le labo crée des réseaux virtuels : il faut être root.',
      en: 'The lab creates virtual networks: it must run as root.',
    },
    { remedy: { fr: 'Lancez-le avec sudo.', en: 'Run it with sudo.' } },
  );
}
