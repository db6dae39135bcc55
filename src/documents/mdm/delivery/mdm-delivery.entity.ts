import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { MachineReference } from '../../../park/machine/index.js';
import type { MdmPlatform } from '../platform.js';

/** A file with a one-time download link. Its content is not stored: it is rendered at the download. */
@Entity('mdm_delivery')
@Index('mdm_delivery_expires_at_index', ['expiresAt'])
export class MdmDelivery {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'mdm_delivery_pk' })
  id: string;

  @Column('text')
  platform: MdmPlatform;

  /** Name of the profile; its version is stored too, so that the requested version is delivered. */
  @Column('text')
  profile: string;

  @Column('integer')
  profileVersion: number;

  /** The device: its id if Établi knows it, and its given facts. */
  @Column('jsonb')
  machine: MachineReference;

  /** Name of the file of the platform. */
  @Column('text')
  file: string;

  /** Name of the account that requested the link. */
  @Column('text')
  createdBy: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz')
  expiresAt: Date;

  @Column('timestamptz', { nullable: true })
  deliveredAt: Date | null;
}
