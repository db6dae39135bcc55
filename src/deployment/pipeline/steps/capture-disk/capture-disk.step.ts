import { Injectable } from '@nestjs/common';
import { OperatorError } from '../../../../platform/core/index.js';
import type { Disk } from '../../../../park/machine/index.js';
import { Masters } from '../../../../park/master/index.js';
import { Tickets } from '../../../../platform/vault/index.js';
import { Addresses } from '../../addresses.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';

const TIMEOUT_MS = 6 * 60 * 60_000;
/** The purpose of the ticket with which the environment uploads what it captures. */
export const CAPTURE_TICKET = 'capture';

interface Captured {
  payloadSha256: string;
  indexSha256: string;
  system?: string;
  systemVersion?: string;
}

/** Reads the whole disk of a reference machine into a master: nothing is written to it, and nothing is staged. */
@Injectable()
export class CaptureDisk implements Step<'capture'> {
  readonly name = 'capture-disk';
  readonly title = { fr: 'Capture du disque', en: 'Disk capture' };
  readonly queue = 'imaging';
  readonly place = 'environment';
  readonly purposes = ['capture'] as const;
  readonly systems = ['linux', 'windows'] as const;
  readonly timeoutMs = TIMEOUT_MS;

  constructor(
    private readonly addresses: Addresses,
    private readonly tickets: Tickets,
    private readonly masters: Masters,
  ) {}

  async run(context: StepContext<'capture'>): Promise<StepOutcome> {
    const { plan } = context;
    const { inventory } = await context.machine();
    const disk = diskToCapture(inventory?.disks ?? [], plan.disk);
    const ticket = this.tickets.issue(CAPTURE_TICKET, context.machineId, TIMEOUT_MS / 1000);
    context.conceal([ticket]);
    const uploadUrl = `${this.addresses.phoneHome()}/phone-home/payloads`;
    const captured = await context.agent<Captured>('capture-disk', { disk, uploadUrl }, { ticket });
    const { system, systemVersion, payloadSha256, indexSha256 } = captured;
    const master = await this.masters.registerCapture({
      name: plan.name,
      payloadSha256,
      indexSha256,
      system,
      systemVersion,
    });
    return done({ master: `${master.name} ${master.version}`, payload: master.payload, indexSha256 });
  }
}

/** The disk that was named, or else the only one that is not removable. */
export function diskToCapture(disks: Disk[], wanted?: string): Disk {
  const fixed = disks.filter(({ removable, sizeBytes }) => !removable && sizeBytes > 0);
  const found =
    wanted === undefined ? fixed : fixed.filter(({ serial, wwn }) => [serial, wwn].includes(wanted));
  const [disk, ...more] = found;
  if (disk !== undefined && more.length === 0) return disk;
  const list = fixed.map(({ path, serial, wwn }) => `${path} ${serial ?? wwn ?? ''}`).join(', ') || '—';
  throw new OperatorError(
    {
      fr: `un seul disque doit être capturé, ${found.length} conviennent (le PC a : ${list})`,
      en: `exactly one disk must be captured, ${found.length} fit (the PC has: ${list})`,
    },
    {
      remedy: {
        fr: 'Nommez le disque par son numéro de série (--disk).',
        en: 'Name the disk by its serial number (--disk).',
      },
    },
  );
}
