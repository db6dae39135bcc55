import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In } from 'typeorm';
import { MachineLife } from './machine-life.entity.js';

/** The shortest interval between updates, since a screen polls every two seconds. */
const APART = `interval '1 second'`;

/** The last signs of life of machines, from which timeouts are counted. */
@Injectable()
export class MachineLifeStore {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** The PC with this MAC requested its boot script. A MAC that identifies no machine is ignored. */
  async requestedBoot(mac: string): Promise<void> {
    await this.database.query(
      `INSERT INTO machine_life AS life (machine_id, at) SELECT machine_id, now() FROM machine_mac WHERE mac = $1 AND own
         ON CONFLICT (machine_id) DO UPDATE SET at = now() WHERE life.at < now() - ${APART}`,
      [mac],
    );
  }

  /** The machine requested a session: it boots the environment, but is not reachable yet. */
  requestedSession(machineId: string): Promise<void> {
    return this.called(machineId);
  }

  /** The machine called, from whatever it runs. */
  async called(machineId: string): Promise<void> {
    await this.database.query(
      `INSERT INTO machine_life AS life (machine_id, at) VALUES ($1, now())
         ON CONFLICT (machine_id) DO UPDATE SET at = now() WHERE life.at < now() - ${APART}`,
      [machineId],
    );
  }

  /** The machine sent a request from an environment with a known SSH address. */
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

  /** One row for each of these machines with a sign of life. */
  ofAll(machineIds: readonly string[]): Promise<MachineLife[]> {
    if (machineIds.length === 0) return Promise.resolve([]);
    return this.database.manager.findBy(MachineLife, { machineId: In([...machineIds]) });
  }
}
