import { OperatorError } from '../../../../platform/core/index.js';
import type { Disk } from '../../../../park/machine/index.js';
import type { Tickets } from '../../../../platform/vault/index.js';
import type { Addresses } from '../../addresses.js';
import type { StepContext } from '../../step-context.js';

/** How long a capture may take; its ticket is valid as long. */
export const CAPTURE_MS = 6 * 60 * 60_000;
/** The purpose of the ticket with which the environment uploads what it captures. */
export const CAPTURE_TICKET = 'capture';

/** Which disk is read, and where what is read is sent, with a new ticket. Throws OperatorError without that disk. */
export async function captureOrder(
  context: StepContext<'capture'>,
  addresses: Addresses,
  tickets: Tickets,
): Promise<{ disk: Disk; uploadUrl: string; ticket: string }> {
  const { inventory } = await context.machine();
  const disk = diskToCapture(inventory?.disks ?? [], context.plan.disk);
  const ticket = tickets.issue(CAPTURE_TICKET, context.machineId, CAPTURE_MS / 1000);
  context.conceal([ticket]);
  return { disk, uploadUrl: `${addresses.phoneHome()}/phone-home/payloads`, ticket };
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
