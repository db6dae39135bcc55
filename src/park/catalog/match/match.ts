import type { Bilingual } from '../../../platform/core/index.js';
import type { WindowsTarget } from '../inf/target-os.js';
import { applicableIds, type Candidate, type CandidateId, isDriver } from './candidate.js';
import { type Device } from './device.js';
import { bestId, IN_BOX, newerFirst, rankOf } from './rank.js';
import type { ImageChoice, PackageChoice } from './choice.js';
import * as reasons from './reasons.js';
import type { DriverRule } from './rules.js';

export interface DeviceMatch {
  device: Device;
  /** Absent when there is no driver. */
  choice?: PackageChoice | ImageChoice;
  reason: Bilingual;
  /** The other packages that drive it, the best first. */
  others: PackageChoice[];
}

export interface MatchOptions {
  target: WindowsTarget;
  /** The ids that the image has drivers for itself, in upper case. */
  imageIds?: ReadonlySet<string>;
  /** The rules for this machine. */
  rules?: readonly DriverRule[];
}

/** Chooses the driver of each device as Windows would, after the rules. */
export function matchDevices(
  devices: readonly Device[],
  candidates: readonly Candidate[],
  options: MatchOptions,
): DeviceMatch[] {
  const usable = candidates.map((candidate) => ({
    candidate,
    ids: applicableIds(candidate, options.target),
  }));
  return devices.map((device) => matchDevice(device, usable, options));
}

interface Usable {
  candidate: Candidate;
  ids: CandidateId[];
}

function matchDevice(device: Device, usable: readonly Usable[], options: MatchOptions): DeviceMatch {
  const found = usable.flatMap(({ candidate, ids }) => {
    const best = bestId(device, candidate.signature, ids);
    return best === undefined ? [] : [{ kind: 'package' as const, candidate, ...best }];
  });
  const excluded = found.filter(({ candidate }) => ruleOf(candidate, 'exclude', options) !== undefined);
  const drivers = found.filter((choice) => !excluded.includes(choice) && isOneOf(choice));
  const ordered = drivers.map((choice) => withPin(choice, options)).sort(bestFirst);
  const image = inImage(device, options.imageIds);
  const [best, ...others] = ordered;
  if (best === undefined && image === undefined) {
    return { device, reason: reasons.none(found, excluded, isKnown(device, usable)), others: [] };
  }
  // A package must be better than the image's own driver: at the same rank, nothing needs to be added.
  if (best === undefined || (image !== undefined && best.rule === undefined && image.rank <= best.rank)) {
    return { device, choice: image!, reason: reasons.inImage(image!, best), others: ordered };
  }
  return { device, choice: best, reason: reasons.chosen(best, others[0], image), others };
}

/** Whether a package has an id of the device, if only for another version of Windows. */
function isKnown(device: Device, usable: readonly Usable[]): boolean {
  return usable.some(({ candidate }) => bestId(device, candidate.signature, candidate.ids) !== undefined);
}

/** An extension, a component, or a null driver that only gives a device its name, drives nothing. */
function isOneOf({ candidate, id }: PackageChoice): boolean {
  return isDriver(candidate) && id.service !== null;
}

function withPin(choice: PackageChoice, options: MatchOptions): PackageChoice {
  const rule = ruleOf(choice.candidate, 'pin', options);
  return rule === undefined ? choice : { ...choice, rule };
}

function ruleOf(candidate: Candidate, action: DriverRule['action'], { rules = [] }: MatchOptions) {
  return rules.find((rule) => rule.action === action && rule.packageId === candidate.packageId);
}

function bestFirst(one: PackageChoice, other: PackageChoice): number {
  if ((one.rule === undefined) !== (other.rule === undefined)) return one.rule === undefined ? 1 : -1;
  return one.rank - other.rank || newerFirst(one.candidate, other.candidate);
}

/** The best id of the device that the image has. Its INFs are not read: the id counts as a hardware id there. */
function inImage(device: Device, ids: ReadonlySet<string> = new Set()): ImageChoice | undefined {
  const id = [...device.hardwareIds, ...device.compatibleIds]
    .map((each) => each.toUpperCase())
    .find((each) => ids.has(each));
  if (id === undefined) return undefined;
  const { signature, featureScore } = IN_BOX;
  const rank = rankOf(device, signature, { id, position: 0, featureScore }) ?? 0;
  return { kind: 'image', id, rank };
}
