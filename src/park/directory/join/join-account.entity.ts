import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { MachineRow } from '../../machine/index.js';
import type { JoinAction } from './account-decision.js';

export const LIVE_STATES = ['preparing', 'ready', 'given', 'revoking'] as const;
/**
 * `preparing`: perhaps in the directory already. `ready`: its blob waits. `given`: a PC has it, perhaps.
 * `consumed`: the PC has its answer file; nothing secret is left. `revoking`: it must still be made worthless.
 */
export type JoinState = (typeof LIVE_STATES)[number] | 'consumed' | 'revoked';

/** A computer account that a deployment made or took. */
@Entity('join_account')
@Check('join_account_action_check', "action IN ('create', 'reuse', 'move')")
@Check(
  'join_account_state_check',
  "state IN ('preparing', 'ready', 'given', 'consumed', 'revoking', 'revoked')",
)
@Index('join_account_order_unique', ['orderKey'], { unique: true })
@Index('join_account_name_unique', ['directory', 'computer'], {
  unique: true,
  where: "state IN ('preparing', 'ready', 'given', 'revoking')",
})
@Index('join_account_deployment_index', ['deploymentId'])
export class JoinAccount {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'join_account_pk' })
  id: string;

  /** Deployments are of a floor above: no key of the database ties them. */
  @Column('uuid')
  deploymentId: string;

  /** The arming that it belongs to. */
  @Column('text')
  orderKey: string;

  @ForeignKey(() => MachineRow, { name: 'join_account_machine_fk', onDelete: 'CASCADE' })
  @Column('uuid')
  machineId: string;

  @Column('text')
  directory: string;

  /** In capitals, without `$`. */
  @Column('text')
  computer: string;

  @Column('text')
  organizationalUnit: string;

  @Column('text')
  action: JoinAction;

  @Column('text')
  state: JoinState;

  /** objectGUID, hexadecimal; null until the directory has the account. */
  @Column('text', { nullable: true })
  accountGuid: string | null;

  /** Groups that it was put into, as distinguished names. */
  @Column('jsonb', { default: [] })
  groups: string[];

  @Column('bytea', { nullable: true })
  sealedPassword: Buffer | null;

  @Column('bytea', { nullable: true })
  sealedBlob: Buffer | null;

  /** Its last logon when it was ready: that of Établi itself, by the clock of the domain controller. */
  @Column('timestamptz', { nullable: true })
  logonBefore: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  givenAt: Date | null;

  @Column('timestamptz')
  expiresAt: Date;

  /** When a revocation that failed is tried again. */
  @Column('timestamptz', { nullable: true })
  retryAt: Date | null;
}
