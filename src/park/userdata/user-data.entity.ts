import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { MachineRow } from '../machine/index.js';

/** A profile of the old system whose files were saved. */
export interface SavedProfile {
  /** The name of its folder: `Anna`, `Anna.CORP`. */
  name: string;
  /** Of the account on Windows; null for an account of Linux. */
  sid: string | null;
  /** ISO 8601; null when nothing tells when it was last used. */
  lastUsed: string | null;
  files: number;
  bytes: number;
}

/** What was found and is not in the snapshot, by reason, with some of the names. */
export interface Skipped {
  reason: string;
  count: number;
  examples: string[];
}

/** The encrypted repository of one machine. Its password is sealed by the vault and never leaves it in the clear. */
@Entity('user_data_repository')
export class UserDataRepository {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'user_data_repository_pk' })
  @ForeignKey(() => MachineRow, { name: 'user_data_repository_machine_fk', onDelete: 'CASCADE' })
  machineId: string;

  @Column('bytea')
  sealedPassword: Buffer;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;
}

/** What was saved of a PC before one deployment, read back from the repository file by file. */
@Entity('user_data_snapshot')
@Index('user_data_snapshot_deployment_index', ['deploymentId'])
@Index('user_data_snapshot_machine_index', ['machineId'])
@Index('user_data_snapshot_expires_at_index', ['expiresAt'])
export class UserDataSnapshot {
  /** That restic gave it: 64 hexadecimal digits. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'user_data_snapshot_pk' })
  id: string;

  @Column('uuid')
  @ForeignKey(() => UserDataRepository, { name: 'user_data_snapshot_repository_fk', onDelete: 'CASCADE' })
  machineId: string;

  @Column('uuid')
  deploymentId: string;

  @Column('bigint', { transformer: { to: (value: number) => value, from: Number } })
  files: number;

  @Column('bigint', { transformer: { to: (value: number) => value, from: Number } })
  bytes: number;

  @Column('jsonb')
  profiles: SavedProfile[];

  @Column('jsonb')
  skipped: Skipped[];

  @Column('timestamptz', { default: () => 'now()' })
  takenAt: Date;

  @Column('timestamptz')
  expiresAt: Date;

  /** A deployment is to put it back: it is kept until that is done, however long the PC waits. */
  @Column('boolean')
  restoreWanted: boolean;

  @Column('timestamptz', { nullable: true })
  restoredAt: Date | null;
}
