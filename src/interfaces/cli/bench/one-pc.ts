import { join } from 'node:path';
import { removeLeftovers } from '../../../bench/index.js';
import type { Config } from '../../../platform/config/index.js';
import type { MasterDto } from '../../../park/master/index.js';
import type { StepShape } from '../api-shapes.js';
import { deploy } from '../demo/deploy.js';
import { prepare } from '../demo/prepare.js';
import { virtualPcs } from '../demo/virtual-lot.js';
import { demoConfig, Workshop } from '../demo/workshop.js';
import type { Terminal } from '../terminal.js';
import { rawLimits } from './raw-limits.js';

const MIB = 2 ** 20;

/** Figures of one virtual PC from power-on to certificate, in seconds and MiB/s. */
export interface OnePc {
  state: string;
  secondsToEnvironment?: number;
  secondsToCertificate?: number;
  /** Compressed bytes over the network, and uncompressed bytes on the disk. */
  applyMebibytes?: { transferred: number; written: number };
  verifyMebibytes?: number;
  /** The steps in order, each from its first start to its end, including waiting. */
  steps: { name: string; seconds?: number }[];
  limits: Awaited<ReturnType<typeof rawLimits>>;
}

export async function onePc(given: Config, terminal: Terminal): Promise<OnePc> {
  const config = await demoConfig(given);
  await removeLeftovers();
  await prepare(config, terminal);
  const workshop = await Workshop.open(config, terminal);
  const [pc] = virtualPcs(workshop.network, 1, 'uefi-secure');
  try {
    const began = Date.now();
    const [ended] = await deploy(workshop, terminal, [pc!], new AbortController().signal);
    const { items } = await workshop.api.get<{ items: MasterDto[] }>('/api/masters', { name: 'debian-13' });
    const { payload } = items[0]!;
    const limits = await rawLimits(
      join(config.dataDir, 'payloads', payload.sha256),
      config.dataDir,
      payload.rawBytes,
    );
    const seconds = (name: string) => secondsOf(ended?.steps?.find((step) => step.name === name));
    const apply = seconds('apply-master');
    const verify = seconds('verify-master');
    return {
      state: ended?.state ?? 'lost',
      secondsToEnvironment: since(
        began,
        ended?.steps?.find(({ name }) => name === 'wait-environment')?.endedAt,
      ),
      secondsToCertificate: ended?.state === 'certified' ? since(began, ended.endedAt) : undefined,
      applyMebibytes:
        apply === undefined
          ? undefined
          : {
              transferred: payload.bytes / MIB / apply,
              written: payload.rawBytes / MIB / apply,
            },
      verifyMebibytes: verify === undefined ? undefined : payload.rawBytes / MIB / verify,
      steps: (ended?.steps ?? []).map((step) => ({ name: step.name, seconds: secondsOf(step) })),
      limits,
    };
  } finally {
    await pc?.powerOff();
    await workshop.close();
  }
}

function secondsOf(step: StepShape | undefined): number | undefined {
  if (!step?.startedAt || !step.endedAt) return undefined;
  return (Date.parse(step.endedAt) - Date.parse(step.startedAt)) / 1000;
}

function since(began: number, end: string | null | undefined): number | undefined {
  return end ? (Date.parse(end) - began) / 1000 : undefined;
}
