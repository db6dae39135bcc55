import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { Channel, ChannelKind, Proof } from './channel.js';
import { MachineChannel } from './machine.entity.js';

/** The rows of `machine_channel`. */
@Injectable()
export class ChannelStore {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  async find(machineId: string, kind: ChannelKind, manager = this.database.manager) {
    return channelOf(await manager.findOneBy(MachineChannel, { machineId, kind }));
  }

  /** The same with a row lock until the transaction ends. */
  async locked(manager: EntityManager, machineId: string, kind: ChannelKind): Promise<Channel | undefined> {
    const lock = { mode: 'pessimistic_write' } as const;
    return channelOf(await manager.findOne(MachineChannel, { where: { machineId, kind }, lock }));
  }

  async save(manager: EntityManager, machineId: string, channel: Channel): Promise<void> {
    const { kind, protocol, address, port, pin, sessionId, proof } = channel;
    await manager.upsert(
      MachineChannel,
      {
        machineId,
        kind,
        protocol,
        address,
        port,
        pin,
        sessionId: sessionId ?? null,
        ...columnsOf(proof),
        recordedAt: () => 'now()',
      },
      { conflictPaths: ['machineId', 'kind'] },
    );
  }

  /** Only when the environment of the machine belongs to that session. */
  async prove(manager: EntityManager, machineId: string, sessionId: string, proof: Proof): Promise<boolean> {
    const place = { machineId, kind: 'environment' as const, sessionId };
    const result = await manager.update(MachineChannel, place, columnsOf(proof));
    return result.affected === 1;
  }

  /** Removes the proofs that came from this network being closed. */
  async unprove(manager: EntityManager, network: string): Promise<void> {
    await manager.update(
      MachineChannel,
      { proof: 'closed-network', proofNetwork: network },
      columnsOf(undefined),
    );
  }

  async delete(machineId: string, kind: ChannelKind): Promise<void> {
    await this.database.manager.delete(MachineChannel, { machineId, kind });
  }

  /** Of one kind, or all of them. */
  async deleteAll(manager: EntityManager, machineIds: readonly string[], kind?: ChannelKind): Promise<void> {
    await manager.delete(MachineChannel, { machineId: In([...machineIds]), ...(kind && { kind }) });
  }
}

function columnsOf(proof: Proof | undefined) {
  return {
    proof: proof?.kind ?? null,
    proofBy: proof?.by ?? null,
    proofAt: proof?.at ?? null,
    proofNetwork: proof?.kind === 'closed-network' ? proof.network : null,
  };
}

function channelOf(row: MachineChannel | null): Channel | undefined {
  if (row === null) return undefined;
  const { kind, protocol, address, port, pin, sessionId } = row;
  const proof = proofOf(row);
  return { kind, protocol, address, port, pin, ...(sessionId && { sessionId }), ...(proof && { proof }) };
}

function proofOf({ proof, proofBy, proofAt, proofNetwork }: MachineChannel): Proof | undefined {
  if (proof === null || proofBy === null || proofAt === null) return undefined;
  const who = { by: proofBy, at: proofAt };
  return proof === 'code'
    ? { kind: 'code', ...who }
    : { kind: 'closed-network', ...who, network: proofNetwork ?? '' };
}
