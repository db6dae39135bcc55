import type { Identity } from './identity.js';
import { swappedUuid } from './placeholders.js';

/** A machine that shares a serial number, a UUID or a MAC with the report. */
export interface Candidate {
  id: string;
  serial?: string | null;
  uuid?: string | null;
  uuidShared: boolean;
  firstSeenAt: Date;
  /** Every MAC seen on it, and whether that MAC identifies it. */
  macs: { mac: string; own: boolean }[];
}

/** An anomaly of identities. */
export interface Oddity {
  kind: 'adapter' | 'shared-uuid' | 'changed-board' | 'two-records';
  /** The MAC, UUID or serial number that it is about. */
  value: string;
  /** The known machines that it concerns, without the one that reports. */
  machineIds: string[];
}

export interface Recognition {
  /** The machine that reports; undefined when it is a new one. */
  machine?: Candidate;
  /** Nothing in the report can identify this PC: it can be neither found nor registered. */
  anonymous: boolean;
  oddities: Oddity[];
}

const sameUuid = (a: string, b: string) => a === b || a === swappedUuid(b);

/** The UUID of a candidate, unless it is shared. */
function uuidOf(candidate: Candidate): string | undefined {
  return candidate.uuidShared ? undefined : (candidate.uuid ?? undefined);
}

function matchesUuid(identity: Identity, candidate: Candidate): boolean {
  const uuid = uuidOf(candidate);
  return identity.uuid !== undefined && uuid !== undefined && sameUuid(identity.uuid, uuid);
}

/** Whether the report contradicts a candidate that shares a MAC. */
function contradicts(identity: Identity, candidate: Candidate): boolean {
  if (identity.serial !== undefined && candidate.serial) return identity.serial !== candidate.serial;
  const uuid = uuidOf(candidate);
  if (identity.uuid !== undefined && uuid !== undefined) return !sameUuid(identity.uuid, uuid);
  // A PC with a serial number always reports it; a report that says it has none is from another PC.
  const lostSerial = identity.toldSerial && identity.serial === undefined && Boolean(candidate.serial);
  const lostUuid = identity.toldUuid && identity.uuid === undefined && uuid !== undefined;
  return lostSerial || lostUuid;
}

/**
 * Finds the machine of a report among the candidates: by serial number, else UUID, else MAC. A value that contradicting
 * machines share no longer identifies them and is an oddity. Pure.
 */
export function recognise(identity: Identity, candidates: Candidate[]): Recognition {
  const oddities: Oddity[] = [];
  const machine =
    bySerial(identity, candidates) ?? byUuid(identity, candidates) ?? byMac(identity, candidates, oddities);
  const others = candidates.filter(({ id }) => id !== machine?.id);
  const holders = others.filter((other) => matchesUuid(identity, other));
  const uuidShared = holders.length > 0 || isKnownShared(identity, candidates);
  if (identity.uuid !== undefined && holders.length > 0) {
    oddities.push({ kind: 'shared-uuid', value: identity.uuid, machineIds: holders.map(({ id }) => id) });
  }
  oddities.push(...adapters(identity, machine, others), ...changedBoard(identity, machine));
  const wandering = new Set(oddities.filter(({ kind }) => kind === 'adapter').map(({ value }) => value));
  const ownMacs = identity.ownMacs.filter((mac) => !wandering.has(mac) && !isAdapter(mac, candidates));
  const anonymous =
    machine === undefined &&
    identity.serial === undefined &&
    (identity.uuid === undefined || uuidShared) &&
    ownMacs.length === 0;
  return { machine, anonymous, oddities };
}

function isKnownShared(identity: Identity, candidates: Candidate[]): boolean {
  return candidates.some(
    ({ uuid, uuidShared }) => uuidShared && uuid && identity.uuid && sameUuid(uuid, identity.uuid),
  );
}

function isAdapter(mac: string, candidates: Candidate[]): boolean {
  return candidates.some(({ macs }) => macs.some((known) => known.mac === mac && !known.own));
}

function bySerial({ serial }: Identity, candidates: Candidate[]): Candidate | undefined {
  return serial === undefined ? undefined : candidates.find((candidate) => candidate.serial === serial);
}

function byUuid(identity: Identity, candidates: Candidate[]): Candidate | undefined {
  const found = candidates.find((candidate) => matchesUuid(identity, candidate));
  const otherSerial = identity.serial !== undefined && Boolean(found?.serial);
  return otherSerial ? undefined : found;
}

/** The machine with most of the reported MACs, the oldest one among equals. */
function byMac(identity: Identity, candidates: Candidate[], oddities: Oddity[]): Candidate | undefined {
  const shares = (candidate: Candidate) =>
    candidate.macs.filter(({ mac, own }) => own && identity.ownMacs.includes(mac)).length;
  const found = candidates
    .filter((candidate) => shares(candidate) > 0 && !contradicts(identity, candidate))
    .sort((a, b) => shares(b) - shares(a) || a.firstSeenAt.getTime() - b.firstSeenAt.getTime());
  const [machine, ...rest] = found;
  if (machine !== undefined && rest.length > 0) {
    const value = machine.macs.find(({ mac }) => identity.ownMacs.includes(mac))?.mac ?? '';
    oddities.push({ kind: 'two-records', value, machineIds: found.map(({ id }) => id) });
  }
  return machine;
}

/** A MAC that was also seen on another PC belongs to a dock or a USB adapter. */
function adapters(identity: Identity, machine: Candidate | undefined, others: Candidate[]): Oddity[] {
  return identity.macs.flatMap((mac) => {
    const owners = others.filter(
      (other) =>
        other.macs.some((known) => known.mac === mac) &&
        (contradicts(identity, other) || (machine !== undefined && contradictsEachOther(machine, other))),
    );
    if (owners.length === 0) return [];
    return [{ kind: 'adapter' as const, value: mac, machineIds: owners.map(({ id }) => id) }];
  });
}

function contradictsEachOther(a: Candidate, b: Candidate): boolean {
  if (a.serial && b.serial) return a.serial !== b.serial;
  const [left, right] = [uuidOf(a), uuidOf(b)];
  return left !== undefined && right !== undefined && !sameUuid(left, right);
}

/** The serial number is known, but neither the UUID nor a MAC: a replaced board, or a serial number used twice. */
function changedBoard(identity: Identity, machine: Candidate | undefined): Oddity[] {
  if (machine === undefined || !machine.serial || machine.serial !== identity.serial) return [];
  const known = uuidOf(machine);
  if (known === undefined || identity.uuid === undefined || sameUuid(known, identity.uuid)) return [];
  if (machine.macs.some(({ mac }) => identity.macs.includes(mac))) return [];
  return [{ kind: 'changed-board', value: machine.serial, machineIds: [machine.id] }];
}
