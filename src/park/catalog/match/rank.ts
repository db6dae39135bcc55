import { compareNumbers } from '../inf/target-os.js';
import type { Candidate, CandidateId, SignatureState } from './candidate.js';
import type { Device } from './device.js';

/**
 * The signature score, the highest byte: 00 for what Windows trusts, 80 for what is unsigned. Since Windows 10 1607,
 * kernel drivers of vendors need Microsoft's signature; whether anyone trusts another signer is not known here.
 */
const SIGNATURE_SCORES: Record<SignatureState, number> = {
  microsoft: 0x00,
  vendor: 0x80,
  unsigned: 0x80,
  unknown: 0x80,
};

/** The rank of a driver of Windows itself, which gives no feature score. */
export const IN_BOX = { signature: 'microsoft', featureScore: 0xff } as const;

/** An id of a package that a device has, and Windows' rank: the lowest number wins. */
export interface Ranked {
  id: CandidateId;
  rank: number;
}

/** The best of these ids for the device: undefined when it has none of them. */
export function bestId(
  device: Device,
  signature: SignatureState,
  ids: readonly CandidateId[],
): Ranked | undefined {
  let best: Ranked | undefined;
  for (const id of ids) {
    const rank = rankOf(device, signature, id);
    if (rank !== undefined && (best === undefined || rank < best.rank)) best = { id, rank };
  }
  return best;
}

/**
 * Windows' rank 0xSSGGTHHH (“How Windows Ranks Driver Packages”): signature, feature score, and how well the ids
 * match. Undefined when the device does not have the id.
 */
export function rankOf(
  device: Device,
  signature: SignatureState,
  { id, position, featureScore }: Pick<CandidateId, 'id' | 'position' | 'featureScore'>,
): number | undefined {
  const identifier = identifierScore(device, id, position);
  if (identifier === undefined) return undefined;
  return SIGNATURE_SCORES[signature] * 0x1000000 + featureScore * 0x10000 + identifier;
}

/** `0x00FF2001` */
export function rankText(rank: number): string {
  return `0x${rank.toString(16).toUpperCase().padStart(8, '0')}`;
}

/** Orders packages of the same rank: the newer date first, then the higher version. */
export function newerFirst(
  one: Pick<Candidate, 'date' | 'version'>,
  other: Pick<Candidate, 'date' | 'version'>,
): number {
  if (one.date !== other.date) return one.date < other.date ? 1 : -1;
  return compareNumbers(numbers(other.version), numbers(one.version));
}

/** Hardware or compatible id of the device, against hardware or compatible id of the INF. */
function identifierScore(device: Device, id: string, position: number): number | undefined {
  const isHardwareId = position === 0;
  const hardware = indexOf(device.hardwareIds, id);
  if (hardware >= 0) return (isHardwareId ? 0x0000 : 0x1000) + hardware;
  const compatible = indexOf(device.compatibleIds, id);
  if (compatible < 0) return undefined;
  return isHardwareId ? 0x2000 + compatible : 0x3000 + compatible + 0x100 * Math.min(position - 1, 0xf);
}

function indexOf(ids: readonly string[], wanted: string): number {
  return ids.findIndex((id) => id.toUpperCase() === wanted);
}

function numbers(version: string): number[] {
  return version.split('.').map(Number);
}
