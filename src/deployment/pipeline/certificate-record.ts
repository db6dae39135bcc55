import type { CertificateRecordInput } from '../certificate/index.js';
import { type Bilingual, binarySize, decimalSize, joined } from '../../platform/core/index.js';
import type { Inventory, Machine } from '../../park/machine/index.js';
import type { CheckResult } from '../recette/index.js';
import type { PeopleSaid } from './certificate-people.js';
import { statementsOf } from './certificate-statements.js';
import { erasureStatements } from './erasure-statement.js';
import type { Facts, IdentityFact } from './facts.js';
import { systemKindOf, type DeployPlan, type SystemKind } from './plan.js';
import { saidOf } from './statement-parts.js';
import type { StepRow } from './step.entity.js';
import { windowsChecks } from './windows/checks.js';
import { windowsDrivers } from './windows/drivers.js';

type Component = NonNullable<CertificateRecordInput['machine']['components']>[number];

export interface CertificateSource {
  deploymentId: string;
  startedAt: Date;
  plan: DeployPlan;
  facts: Facts;
  machine: Machine;
  steps: StepRow[];
  titleOf(name: string): Bilingual;
  /** What people gave; of the reservations, those that somebody accepted by account. */
  people: Omit<PeopleSaid, 'pictures'>;
}

/** Of Windows, there is what the steps before the recette measured too. */
const CHECKS: Record<SystemKind, (source: CertificateSource, now: Date) => CheckResult[]> = {
  linux: ({ facts }) => facts.checks ?? [],
  windows: ({ plan, facts, steps }, now) => windowsChecks(plan, facts, steps, now),
};

const DRIVERS: Record<SystemKind, (source: CertificateSource) => NonNullable<Facts['drivers']>> = {
  linux: ({ facts }) => facts.drivers ?? [],
  windows: ({ facts, steps }) => windowsDrivers(facts, steps),
};

/** What the certificate says of a deployment: asked, applied and measured. Times in UTC, ISO 8601. */
export function certificateRecord(source: CertificateSource, now: Date): CertificateRecordInput {
  const { plan, facts, machine, people } = source;
  const { profile, master, lot } = plan;
  return {
    deploymentId: source.deploymentId,
    lot: { id: lot.id, name: lot.number },
    customer: { name: lot.customer, reference: people.order, site: people.site },
    intervention: {
      beganAt: source.startedAt.toISOString(),
      endedAt: now.toISOString(),
      technician: { name: people.fullName(plan.technician), account: plan.technician },
    },
    machine: {
      id: machine.id,
      hostname: facts.hostname ?? plan.row.hostname ?? '',
      manufacturer: machine.manufacturer,
      product: machine.product,
      serial: machine.serial,
      uuid: machine.uuid,
      assetTag: plan.row.assetTag,
      user: plan.row.user,
      macs: machine.macs,
      identity: facts.identity && identityOf(facts.identity),
      firmware: firmwareOf(machine.inventory, facts),
      components: machine.inventory === undefined ? [] : componentsOf(machine.inventory),
      componentsChanged: (facts.componentChanges ?? []).map((what) => ({ what })),
    },
    profile: { name: profile.name, version: profile.version, digest: profile.digest },
    master: {
      name: master.name,
      version: master.version,
      system: master.system,
      systemVersion: master.systemVersion,
      sha256: master.payload.sha256,
      contentsSha256: master.contentsSha256,
      indexSha256: master.indexSha256,
    },
    statements: statementsOf(plan, facts, source.steps),
    steps: source.steps
      .filter(({ startedAt, endedAt }) => startedAt !== null && endedAt !== null)
      .map((step) => ({
        name: step.name,
        title: source.titleOf(step.name),
        startedAt: step.startedAt!.toISOString(),
        endedAt: step.endedAt!.toISOString(),
        attempts: Math.max(1, step.tries),
        evidence: step.evidence ?? {},
      })),
    software: facts.software ?? [],
    drivers: DRIVERS[systemKindOf(plan) ?? 'linux'](source),
    checks: CHECKS[systemKindOf(plan) ?? 'linux'](source, now),
    manualChecks: people.manualChecks,
    reservations: people.reservations.map(({ id: _, ...reservation }) => reservation),
    erasure: erasureStatements(saidOf(plan, facts, source.steps)),
    photos: people.photos,
    signatures: people.signatures,
    timeZone: profile.document.locale.timeZone,
  };
}

function identityOf({ kind, ...who }: IdentityFact): CertificateRecordInput['machine']['identity'] {
  return { proof: kind, ...who };
}

function firmwareOf(inventory: Inventory | undefined, facts: Facts): string {
  const { firmware } = inventory ?? {};
  const words = [firmware?.kind.toUpperCase(), firmware?.vendor, firmware?.version, firmware?.date];
  const secureBoot = facts.firmware === 'uefi' ? `Secure Boot: ${facts.secureBoot ?? '?'}` : undefined;
  return [...words, secureBoot].filter(Boolean).join(', ');
}

function componentsOf(inventory: Inventory): Component[] {
  const { board, cpu, memory, disks, nics, tpm, battery, gpus } = inventory;
  const words = (...parts: (string | number | undefined)[]): string => parts.filter(Boolean).join(' ');
  const parts: (Component | undefined)[] = [
    board && { kind: 'board', description: words(board.manufacturer, board.product), serial: board.serial },
    cpu && { kind: 'cpu', description: words(cpu.model, cpu.threads && `(${cpu.threads} threads)`) },
    memory?.totalBytes === undefined
      ? undefined
      : { kind: 'memory', description: binarySize(memory.totalBytes) },
    ...(memory?.modules ?? []).map(({ slot, sizeBytes, type, manufacturer, partNumber, serial }) => ({
      kind: 'memory',
      description: joined([slot, sizeBytes ? binarySize(sizeBytes) : '', type, manufacturer, partNumber]),
      serial,
    })),
    ...disks.map((disk) => ({
      kind: 'disk',
      description: joined([disk.path, disk.model, decimalSize(disk.sizeBytes), disk.bus]),
      serial: disk.serial,
    })),
    ...nics.map((nic) => ({ kind: 'nic', description: words(nic.name, nic.driver, nic.mac) })),
    tpm?.present ? { kind: 'tpm', description: words('TPM', tpm.version, tpm.manufacturer) } : undefined,
    battery?.present ? { kind: 'battery', description: words(battery.percentHealth, '%') } : undefined,
    ...gpus.map((gpu) => ({ kind: 'gpu', description: words(gpu.vendor, gpu.model) })),
  ];
  return parts.filter((part): part is Component => part !== undefined && !isEmpty(part.description));
}

function isEmpty(text: string | Bilingual): boolean {
  return (typeof text === 'string' ? text : text.en) === '';
}
