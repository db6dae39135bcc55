import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Bilingual, DeploymentState } from '../../platform/core/index.js';

/** One failure of a deployment; a trigger writes it, and a retry does not remove it. */
@Entity('deployment_failure')
@Index('deployment_failure_at_index', ['at'])
export class DeploymentFailure {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'deployment_failure_pk' })
  deploymentId: string;

  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'deployment_failure_pk' })
  at: Date;

  @Column('text')
  step: string;

  @Column('jsonb')
  cause: Bilingual;
}

/** What the figures count of one deployment that ended. */
@Entity('figure_deployment')
@Index('figure_deployment_ended_index', ['endedAt'])
export class FigureDeployment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'figure_deployment_pk' })
  deploymentId: string;

  @Column('timestamptz')
  endedAt: Date;

  @Column('text')
  state: DeploymentState;

  @Column('text')
  customer: string;

  /** Manufacturer and product; empty when the PC was never seen. */
  @Column('text')
  model: string;

  /** Name and version. */
  @Column('text')
  master: string;

  /** What people did to it after it was armed, by the names of the audit log: `deployment.retry`. */
  @Column('text', { array: true })
  hands: string[];

  /** Whether its recette was measured. */
  @Column('boolean')
  hasRecette: boolean;
}

/** How long a step took that was done, waits for the PC and for people included. */
@Entity('figure_step')
export class FigureStep {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'figure_step_pk' })
  deploymentId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'figure_step_pk' })
  name: string;

  @Column('double precision')
  seconds: number;
}

/** A check of the last recette that did not pass, a manual one included. */
@Entity('figure_finding')
@Check('figure_finding_verdict_check', "verdict IN ('failed', 'unmeasured')")
export class FigureFinding {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'figure_finding_pk' })
  deploymentId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'figure_finding_pk' })
  place: number;

  @Column('text')
  kind: string;

  @Column('jsonb')
  title: Bilingual;

  @Column('text')
  verdict: 'failed' | 'unmeasured';
}

/** A deployment whose end changed since it was counted. */
@Entity('figure_due')
export class FigureDue {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'figure_due_pk' })
  deploymentId: string;
}
