import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { MachineReference } from '../../../park/machine/index.js';
import type { MdmPlatform } from '../platform.js';

/** A file that waits behind a one-time link. Its content is not kept: it is rendered when the device asks. */
@Entity('mdm_delivery')
@Index('mdm_delivery_expires_at_index', ['expiresAt'])
export class MdmDelivery {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'mdm_delivery_pk' })
  id: string;

  @Column('text')
  platform: MdmPlatform;

  /** Name of the profile; with its version, so that what is delivered is what was asked for. */
  @Column('text')
  profile: string;

  @Column('integer')
  profileVersion: number;

  /** Whose it is: its id when Établi knows it, and what was said of it. */
  @Column('jsonb')
  machine: MachineReference;

  /** Which of the platform's files. */
  @Column('text')
  file: string;

  /** The account that asked for the link, by name. */
  @Column('text')
  createdBy: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz')
  expiresAt: Date;

  @Column('timestamptz', { nullable: true })
  deliveredAt: Date | null;
}
