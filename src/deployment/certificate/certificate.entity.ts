import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { CertificateVerdict } from '../proof/index.js';

/** A certificate as it was issued. The database refuses to change a row. The documents are read by name only. */
@Entity('certificate')
@Unique('certificate_number_unique', ['number'])
@Unique('certificate_deployment_unique', ['deploymentId'])
@Check('certificate_verdict_check', "verdict IN ('conforming', 'conforming-with-reservations')")
@Index('certificate_lot_index', ['lotId', 'number'])
@Index('certificate_issued_at_index', ['issuedAt'])
export class CertificateRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'certificate_pk' })
  id: string;

  /** `C-2026-000001`: the year of issue and a number that counts on. */
  @Column('text')
  number: string;

  @Column('uuid')
  deploymentId: string;

  @Column('uuid')
  lotId: string;

  @Column('text')
  hostname: string;

  @Column('text', { nullable: true })
  serial: string | null;

  @Column('text')
  customer: string;

  @Column('text')
  technician: string;

  @Column('text')
  verdict: CertificateVerdict;

  @Column('integer')
  reservationCount: number;

  @Column('timestamptz')
  issuedAt: Date;

  @Column('text', { select: false })
  jws: string;

  @Column('bytea', { select: false })
  pdfFr: Buffer;

  @Column('bytea', { select: false })
  pdfEn: Buffer;

  @Column('text')
  pdfFrSha256: string;

  @Column('text')
  pdfEnSha256: string;
}
