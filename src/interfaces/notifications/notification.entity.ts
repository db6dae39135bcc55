import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Bilingual, Language } from '../../platform/core/index.js';
import type { EventKind } from './event.js';

export const TARGET_KINDS = ['webhook', 'mail'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

export const CHANNELS = [...TARGET_KINDS, 'glpi-inventory', 'glpi-certificate'] as const;
export type Channel = (typeof CHANNELS)[number];

/** `sending`: a worker has claimed it. `given-up`: not sent within a day, or its target is gone. */
export const DELIVERY_STATES = ['due', 'sending', 'sent', 'given-up'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Who is told of what. */
@Entity('notification_target')
@Index('notification_target_name_unique', ['name'], { unique: true })
export class NotificationTarget {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'notification_target_pk' })
  id: string;

  @Column('text')
  kind: TargetKind;

  @Column('text')
  name: string;

  /** An address of HTTP, or of mail. */
  @Column('text')
  address: string;

  @Column('text', { array: true })
  events: EventKind[];

  @Column('text')
  language: Language;

  /** An administrator allowed this address without TLS. */
  @Column('boolean', { default: false })
  plainHttp: boolean;

  /** What signs the webhook, sealed. */
  @Column('bytea', { nullable: true })
  sealedSecret: Buffer | null;

  @Column('text')
  createdBy: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;
}

/** What happened. Rows of `deployment.*` are written by a trigger on `deployment`. */
@Entity('notification_event')
@Index('notification_event_key_unique', ['key'], { unique: true })
@Index('notification_event_unhandled_index', ['occurredAt'], { where: 'handled_at IS NULL' })
export class NotificationEvent {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'notification_event_pk' })
  id: string;

  /** `deployment.ended` is told to nobody: it may end a lot. */
  @Column('text')
  kind: EventKind | 'deployment.ended';

  @Column('uuid', { nullable: true })
  deploymentId: string | null;

  @Column('uuid', { nullable: true })
  lotId: string | null;

  @Column('jsonb', { default: {} })
  detail: Record<string, unknown>;

  @Column('text', { nullable: true })
  key: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  occurredAt: Date;

  @Column('timestamptz', { nullable: true })
  handledAt: Date | null;
}

/** A message to one target. */
@Entity('notification_delivery')
@Index('notification_delivery_once_unique', ['eventId', 'channel', 'targetId'], { unique: true })
@Index('notification_delivery_due_index', ['nextAt'], { where: "state IN ('due', 'sending')" })
@Index('notification_delivery_created_index', ['createdAt'])
@Index('notification_delivery_target_index', ['targetId'])
export class NotificationDelivery {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'notification_delivery_pk' })
  id: string;

  @ForeignKey(() => NotificationEvent, { name: 'notification_delivery_event_fk', onDelete: 'CASCADE' })
  @Column('uuid', { nullable: true })
  eventId: string | null;

  @ForeignKey(() => NotificationTarget, { name: 'notification_delivery_target_fk', onDelete: 'SET NULL' })
  @Column('uuid', { nullable: true })
  targetId: string | null;

  @Column('text')
  channel: Channel;

  /** The event, or what a person asked for. */
  @Column('text')
  kind: string;

  /** The name of the target when it was queued. */
  @Column('text')
  recipient: string;

  /** What it is about: the name of a PC, or the number of a lot. */
  @Column('text')
  subject: string;

  @Column('text')
  body: string;

  @Column('text', { default: 'due' })
  state: DeliveryState;

  @Column('integer', { default: 0 })
  attempts: number;

  @Column('timestamptz', { default: () => 'now()' })
  nextAt: Date;

  @Column('timestamptz')
  retryUntil: Date;

  @Column('timestamptz', { nullable: true })
  claimedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  sentAt: Date | null;

  /** Why the last attempt failed. */
  @Column('jsonb', { nullable: true })
  failure: Bilingual | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;
}
