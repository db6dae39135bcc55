import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { ActorKind } from './actor.js';

/** One entry of the audit log. The database refuses to change or delete a row. */
@Entity('audit_entry')
@Check('audit_entry_actor_kind_check', "actor_kind IN ('account', 'machine', 'system')")
@Index('audit_entry_subject_index', ['subjectKind', 'subjectId', 'id'])
@Index('audit_entry_action_index', ['action', 'id'])
@Index('audit_entry_at_index', ['at'])
export class AuditEntry {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'audit_entry_pk',
  })
  id: string;

  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  at: Date;

  @Column('text')
  actorKind: ActorKind;

  @Column('text')
  actorId: string;

  @Column('text')
  actorName: string;

  @Column('text')
  action: string;

  @Column('text')
  subjectKind: string;

  @Column('text')
  subjectId: string;

  @Column('jsonb', { default: {} })
  data: Record<string, unknown>;

  @Column('text', { nullable: true })
  address: string | null;
}
