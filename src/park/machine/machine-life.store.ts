import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In } from 'typeorm';
import { MachineLife } from './machine-life.entity.js';

/** A sign is written down when the one before is older than this: a screen asks every two seconds. */
const APART = `interval '1 second'`;

/** When machines last gave a sign of life: whoever waits for one is patient from there on. */
@Injectable()
export class MachineLifeStore {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** A PC with this network card of its own asked what to boot. A MAC that names no machine is no sign. */
  async requestedBoot(mac: string): Promise<void> {
    await this.database.query(
      `INSERT INTO machine_life AS life (machine_id, at) SELECT machine_id, now() FROM machine_mac WHERE mac = $1 AND own
         ON CONFLICT (machine_id) DO UPDATE SET at = now() WHERE life.at < now() - ${APART}`,
      [mac],
    );
  }

  /** The machine is on its way into the environment, and cannot be reached there yet. */
  async requestedSession(machineId: string): Promise<void> {
    await this.database.query(
      `INSERT INTO machine_life AS life (machine_id, at) VALUES ($1, now())
         ON CONFLICT (machine_id) DO UPDATE SET at = now() WHERE life.at < now() - ${APART}`,
      [machineId],
    );
  }

  /** The machine spoke from an environment that has told where it can be reached. */
  async answeredInEnvironment(machineId: string): Promise<void> {
    await this.database.query(
      `INSERT INTO machine_life AS life (machine_id, at, environment_at) VALUES ($1, now(), now())
         ON CONFLICT (machine_id) DO UPDATE SET at = now(), environment_at = now()
         WHERE life.environment_at IS NULL OR life.environment_at < now() - ${APART}`,
      [machineId],
    );
  }

  async of(machineId: string): Promise<MachineLife | undefined> {
    return (await this.ofAll([machineId]))[0];
  }

  /** One row for each of the machines that ever gave a sign. */
  ofAll(machineIds: readonly string[]): Promise<MachineLife[]> {
    if (machineIds.length === 0) return Promise.resolve([]);
    return this.database.manager.findBy(MachineLife, { machineId: In([...machineIds]) });
  }
}
