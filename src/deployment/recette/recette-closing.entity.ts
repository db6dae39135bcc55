import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The certificate of a deployment is made of its answers: they do not change any more. */
@Entity('recette_closing')
export class RecetteClosing {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'recette_closing_pk' })
  deploymentId: string;

  @Column('timestamptz', { default: () => 'now()' })
  closedAt: Date;
}
