import { Injectable } from '@nestjs/common';
import { DataSource, type FindOptionsWhere, MoreThan } from 'typeorm';
import { pageOf, skipAndTake, type Page, type Pagination } from '../../platform/database/index.js';
import { CertificateRow } from './certificate.entity.js';

/** The documents of a certificate, as they were signed. */
export interface Documents {
  jws: string;
  pdfFr: Buffer;
  pdfEn: Buffer;
}

@Injectable()
export class CertificateStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The next number of all, never given twice. */
  async nextNumber(): Promise<number> {
    const [row] = await this.dataSource.query<{ next: string }[]>(
      `SELECT nextval('certificate_number') AS next`,
    );
    return Number(row?.next);
  }

  /** Keeps a certificate unless its deployment has one already. */
  async insert(row: CertificateRow): Promise<void> {
    await this.rows.createQueryBuilder().insert().values(row).orIgnore('("deployment_id")').execute();
  }

  find(where: FindOptionsWhere<CertificateRow>): Promise<CertificateRow | null> {
    return this.rows.findOneBy(where);
  }

  async documents(id: string): Promise<Documents | null> {
    return this.rows.findOne({ where: { id }, select: { id: true, jws: true, pdfFr: true, pdfEn: true } });
  }

  /** The latest first. */
  async list(
    pagination: Pagination,
    where: FindOptionsWhere<CertificateRow> = {},
  ): Promise<Page<CertificateRow>> {
    const order = { issuedAt: 'DESC', number: 'DESC' } as const;
    const found = await this.rows.findAndCount({ where, order, ...skipAndTake(pagination) });
    return pageOf(found, pagination);
  }

  ofLot(lotId: string): Promise<CertificateRow[]> {
    return this.rows.find({ where: { lotId }, order: { number: 'ASC' } });
  }

  /** The first certificate that was issued for this PC after a time. */
  async laterOf(serial: string, after: Date): Promise<CertificateRow | undefined> {
    const where = { serial, issuedAt: MoreThan(after) };
    return (await this.rows.findOne({ where, order: { issuedAt: 'ASC' } })) ?? undefined;
  }

  private get rows() {
    return this.dataSource.getRepository(CertificateRow);
  }
}
