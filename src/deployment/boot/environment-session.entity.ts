import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { MachineRow, type ReportedIdentity } from '../../park/machine/index.js';
import type { Next } from './phone-home.schema.js';

/** A PC is called for a deployment (or a capture, which is one), or only to be registered. */
export type TicketPurpose = 'deployment' | 'inventory';

/** One boot of a PC into the environment, from its ticket on. Its token is kept as a digest only. */
@Entity('environment_session')
@Check('environment_session_purpose_check', "purpose IN ('deployment', 'inventory')")
@Index('environment_session_token_unique', ['tokenHash'], { unique: true })
@Index('environment_session_machine_index', ['machineId'])
@Index('environment_session_expires_at_index', ['expiresAt'])
export class EnvironmentSession {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'environment_session_pk' })
  id: string;

  /** SHA-256 of the bearer token, hexadecimal. */
  @Column('text')
  tokenHash: string;

  /** Whose the ticket was: a machine's id, or the MAC that an unknown PC booted from. */
  @Column('text')
  subject: string;

  @Column('text')
  purpose: TicketPurpose;

  /** What its PC was called for; null for a PC that is only registered. */
  @Column('text', { nullable: true })
  orderKey: string | null;

  /** What its inventory was answered: it is taken once. */
  @Column('text', { nullable: true })
  next: Next['next'] | null;

  /** Known from the hello on for a known PC, else once the inventory has come. */
  @ForeignKey(() => MachineRow, { name: 'environment_session_machine_fk', onDelete: 'CASCADE' })
  @Column('uuid', { nullable: true })
  machineId: string | null;

  @Column('jsonb')
  identity: ReportedIdentity;

  /** `ssh-ed25519 AAAA…`, made at this boot. */
  @Column('text')
  hostKey: string;

  /** 32 random bytes of the PC, base64url: what a later challenge is bound to. */
  @Column('text')
  machineNonce: string;

  /** 32 random bytes of the server, base64url, which the PC sends back. */
  @Column('text')
  serverNonce: string;

  @Column('text')
  address: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz')
  expiresAt: Date;
}
