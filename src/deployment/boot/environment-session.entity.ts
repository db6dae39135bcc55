import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { MachineRow, type ReportedIdentity } from '../../park/machine/index.js';
import type { Next } from './phone-home.schema.js';

/** Why a PC boots the environment: a deployment (captures included), or only its inventory. */
export type TicketPurpose = 'deployment' | 'inventory';

/** One boot of a PC into the environment, from its ticket on. Only the digest of its token is stored. */
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

  /** The holder of the ticket: the id of a machine, or the MAC of an unknown PC. */
  @Column('text')
  subject: string;

  @Column('text')
  purpose: TicketPurpose;

  /** The deployment; null for a PC that is only registered. */
  @Column('text', { nullable: true })
  orderKey: string | null;

  /** The answer to its inventory, which is accepted once. */
  @Column('text', { nullable: true })
  next: Next['next'] | null;

  /** Set at the hello for a known PC, else after the inventory. */
  @ForeignKey(() => MachineRow, { name: 'environment_session_machine_fk', onDelete: 'CASCADE' })
  @Column('uuid', { nullable: true })
  machineId: string | null;

  @Column('jsonb')
  identity: ReportedIdentity;

  /** `ssh-ed25519 AAAA…`, made at this boot. */
  @Column('text')
  hostKey: string;

  /** 32 random bytes of the PC, base64url, for a later challenge. */
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
