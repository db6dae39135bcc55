import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** A step as a spec wants it; times are seconds before now. */
export interface MadeStep {
  name: string;
  state: string;
  began?: number;
  ended?: number;
  progress?: { done: number; total: number; unit: string };
  waitsFor?: string;
  lost?: number;
}

/** A deployment as a spec wants it, with its machine. */
export interface MadeDeployment {
  state: string;
  lotId?: string;
  profileVersionId?: string;
  hostname?: string;
  serial?: string;
  product?: string;
  failure?: { step: string; cause: { fr: string; en: string }; remedy: { fr: string; en: string } };
  /** Seconds before now. */
  ended?: number;
  seen?: number;
  steps?: MadeStep[];
}

/** A profile version that names this master. @returns its id */
export async function madeProfile(database: DataSource, name: string, version = 1, master = 'tiny') {
  const id = randomUUID();
  await database.query(
    `INSERT INTO profile_version (id, name, version, digest, document, created_by) VALUES ($1, $2, $3, $4, $5, 'anna')`,
    [id, name, version, randomUUID(), { name, master: { name: master } }],
  );
  return id;
}

/** A lot without rows. @returns its id */
export async function madeLot(
  database: DataSource,
  profileVersionId: string,
  number: string,
  customer = 'ACME',
) {
  const id = randomUUID();
  await database.query(
    `INSERT INTO lot (id, number, customer, profile_version_id, created_by) VALUES ($1, $2, $3, $4, 'anna')`,
    [id, number, customer, profileVersionId],
  );
  return id;
}

type Ago = (seconds: number | undefined) => Date | null;

/** Writes a deployment straight into the tables, where no step has to run for it. @returns its ids */
export async function madeDeployment(database: DataSource, wanted: MadeDeployment, rowNumber = 1) {
  const [id, machineId, now] = [randomUUID(), randomUUID(), Date.now()];
  const ago: Ago = (seconds) => (seconds === undefined ? null : new Date(now - seconds * 1000));
  const serial = wanted.serial ?? id.slice(0, 8).toUpperCase();
  await database.query(`INSERT INTO machine (id, serial, product) VALUES ($1, $2, $3)`, [
    machineId,
    serial,
    wanted.product ?? 'Latitude 5440',
  ]);
  if (wanted.seen !== undefined)
    await database.query('INSERT INTO machine_life (machine_id, at) VALUES ($1, $2)', [
      machineId,
      ago(wanted.seen),
    ]);
  const began = wanted.steps?.map((step) => step.began ?? 0) ?? [];
  await database.query(
    `INSERT INTO deployment (id, lot_id, row_number, purpose, state, profile_version_id, machine_id, serial, hostname,
                             failure, armed_at, started_at, ended_at)
     VALUES ($1, $2, $3, 'deploy', $4, $5, $6, $7, $8, $9, now() - interval '1 day', $10, $11)`,
    [
      id,
      wanted.lotId ?? null,
      rowNumber,
      wanted.state,
      wanted.profileVersionId ?? null,
      machineId,
      serial,
      wanted.hostname ?? null,
      wanted.failure ?? null,
      wanted.state === 'planned' || wanted.state === 'armed' ? null : ago(Math.max(1, ...began)),
      ago(wanted.ended),
    ],
  );
  for (const [position, step] of (wanted.steps ?? []).entries())
    await madeStep(database, id, position, step, ago);
  return { id, machineId, serial };
}

async function madeStep(
  database: DataSource,
  deploymentId: string,
  position: number,
  step: MadeStep,
  ago: Ago,
) {
  await database.query(
    `INSERT INTO step (id, deployment_id, position, name, queue, timeout_ms, state, waits_for, progress,
                       claimed_at, started_at, heartbeat_at, ended_at, lost_at)
     VALUES ($1, $2, $3, $4, 'control', 600000, $5, $6, $7, $8, $8, $9, $10, $11)`,
    [
      randomUUID(),
      deploymentId,
      position,
      step.name,
      step.state,
      step.waitsFor ?? null,
      step.progress ?? null,
      ago(step.began),
      step.state === 'running' ? new Date() : null,
      ago(step.ended),
      ago(step.lost),
    ],
  );
}
