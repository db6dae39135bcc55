import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A screen that shows the wall of the workshop, with a token that is bound to it. Only hashes are stored. */
@Entity('wall_screen')
@Index('wall_screen_code_unique', ['codeHash'], { unique: true })
@Index('wall_screen_token_unique', ['tokenHash'], { unique: true })
export class WallScreen {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'wall_screen_pk' })
  id: string;

  @Column('text')
  name: string;

  /** SHA-256 of the code that pairs it, hexadecimal; null once it was used. */
  @Column('text', { nullable: true })
  codeHash: string | null;

  @Column('timestamptz', { nullable: true })
  codeUntil: Date | null;

  /** SHA-256 of its token, hexadecimal; null until it is paired. */
  @Column('text', { nullable: true })
  tokenHash: string | null;

  /** Name of the account. */
  @Column('text')
  createdBy: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  pairedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  seenAt: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;
}
