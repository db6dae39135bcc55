import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Audit, SYSTEM } from '../../platform/account/index.js';
import type { Config } from '../../platform/config/index.js';
import { NotFoundError, type Language } from '../../platform/core/index.js';
import { CONFIG, type Page, type Pagination } from '../../platform/database/index.js';
import { writeWholeFile } from '../../platform/files/index.js';
import { Links } from '../../platform/settings/index.js';
import { Ed25519Signer, PdfIdentity } from '../../platform/vault/index.js';
import { CertificateRow } from './certificate.entity.js';
import { CertificateStore, type Documents } from './certificate.store.js';
import { Letterhead } from './letterhead.js';
import { makeCertificate, parseRecord, type SignedCertificate } from './make-certificate.js';
import { type StampOutcome, TimeStampAuthority } from './time-stamp-authority.js';
import type { Pictures } from './pdf/pictures.js';
import {
  type Certificate,
  type CertificateRecordInput,
  type CertificateVerdict,
  refuseNonConforming,
  verdictOf,
  verifyCertificate,
  type Verification,
} from '../proof/index.js';

/** Where the public key lies for offline checks on this machine. */
export const PUBLIC_KEY_FILE = 'certificate-key.pem';

export interface IssuedCertificate {
  id: string;
  number: string;
  verdict: CertificateVerdict;
  /** How many stand on it. */
  reservations: number;
  /** The text of the signed JSON. */
  jws: string;
  /** Of the PDF in the server's language. */
  pdfSha256: string;
  jsonPath: string;
  pdfPath: string;
}

/** Issues certificates, once a deployment, and gives them back for ever after. */
@Injectable()
export class Certificates implements OnModuleInit {
  constructor(
    private readonly store: CertificateStore,
    private readonly signer: Ed25519Signer,
    private readonly pdfIdentity: PdfIdentity,
    private readonly audit: Audit,
    private readonly letterhead: Letterhead,
    private readonly links: Links,
    private readonly authority: TimeStampAuthority,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onModuleInit(): Promise<void> {
    await writeWholeFile(join(this.config.dataDir, PUBLIC_KEY_FILE), this.publicKeyPem());
  }

  publicKeyPem(): string {
    return this.signer.publicKeyPem();
  }

  /**
   * Signs the record of a deployment. Issuing twice for one deployment gives the first certificate
   * back, its files restored if they are gone. Throws InputError for a wrong record, and PermanentError that
   * lists the blocking checks that failed or were not measured.
   * @param pictures of the photos and the drawn signatures; one that is missing is not printed
   */
  async issue(record: CertificateRecordInput, pictures: Pictures = new Map()): Promise<IssuedCertificate> {
    const { deploymentId } = record;
    const row = (await this.store.find({ deploymentId })) ?? (await this.issueFirst(record, pictures));
    const documents = await this.documentsOf(row.id);
    await this.writeFiles(row.number, documents);
    return {
      id: row.id,
      number: row.number,
      verdict: row.verdict,
      reservations: row.reservationCount,
      jws: documents.jws,
      pdfSha256: this.config.language === 'fr' ? row.pdfFrSha256 : row.pdfEnSha256,
      jsonPath: this.path(`${row.number}.json`),
      pdfPath: this.path(`${row.number}.${this.config.language}.pdf`),
    };
  }

  private async issueFirst(record: CertificateRecordInput, pictures: Pictures): Promise<CertificateRow> {
    // Refused before a number is taken: the numbers of issued certificates have no needless gaps.
    refuseNonConforming(verdictOf(parseRecord(record)).blocking);
    const identity = await this.pdfIdentity.signer();
    const head = await this.letterhead.read();
    const base = await this.links.to('');
    const stamps: StampOutcome[] = [];
    const stamp = await this.authority.stamping(stamps);
    const issuedAt = new Date();
    const serial = String(await this.store.nextNumber()).padStart(6, '0');
    const signed = await makeCertificate(record, {
      id: randomUUID(),
      number: `C-${issuedAt.getUTCFullYear()}-${serial}`,
      issuedAt,
      version: applicationVersion(),
      signer: this.signer,
      identity,
      provider: head.provider,
      pictures: new Map([...head.pictures, ...pictures]),
      linkTo: (path) => `${base}${path}`,
      timeStamp: stamp,
    });
    const own = rowOf(signed);
    await this.store.insert(own);
    const kept = await this.store.find({ deploymentId: record.deploymentId });
    if (!kept) throw notFound();
    if (kept.id === own.id) await this.recordIssue(kept, stamps);
    return kept;
  }

  private async recordIssue(
    { id, number, deploymentId, verdict }: CertificateRow,
    stamps: StampOutcome[],
  ): Promise<void> {
    const subject = { kind: 'certificate', id };
    await this.audit.record({
      actor: SYSTEM,
      action: 'certificate.issue',
      subject,
      data: { number, deploymentId, verdict, ...(stamps.length > 0 && { timeStamps: stamps }) },
    });
  }

  private async writeFiles(number: string, { jws, pdfFr, pdfEn }: Documents): Promise<void> {
    const files: [string, Buffer | string][] = [
      [this.path(`${number}.json`), jws],
      [this.path(`${number}.fr.pdf`), pdfFr],
      [this.path(`${number}.en.pdf`), pdfEn],
    ];
    await mkdir(this.path('.'), { recursive: true, mode: 0o700 }); // they name customers
    for (const [path, content] of files) if (!existsSync(path)) await writeWholeFile(path, content);
  }

  private path(name: string): string {
    return join(this.config.dataDir, 'certificates', name);
  }

  /** Throws NotFoundError. */
  async find(id: string): Promise<CertificateRow> {
    const row = await this.store.find({ id });
    if (!row) throw notFound();
    return row;
  }

  async ofDeployment(deploymentId: string): Promise<CertificateRow | undefined> {
    return (await this.store.find({ deploymentId })) ?? undefined;
  }

  ofLot(lotId: string): Promise<CertificateRow[]> {
    return this.store.ofLot(lotId);
  }

  list(pagination: Pagination, filter: { lotId?: string } = {}): Promise<Page<CertificateRow>> {
    return this.store.list(pagination, filter.lotId === undefined ? {} : { lotId: filter.lotId });
  }

  /** The signed JSON, byte for byte as issued. Throws NotFoundError. */
  async json(id: string): Promise<string> {
    return (await this.documentsOf(id)).jws;
  }

  /** The signed PDF, byte for byte as issued. Throws NotFoundError. */
  async pdf(id: string, language: Language): Promise<Buffer> {
    const { pdfFr, pdfEn } = await this.documentsOf(id);
    return language === 'fr' ? pdfFr : pdfEn;
  }

  /** What a certificate says. Throws NotFoundError. */
  async record(id: string): Promise<Certificate> {
    return payloadOf(await this.json(id));
  }

  private async documentsOf(id: string): Promise<Documents> {
    const documents = await this.store.documents(id);
    if (!documents) throw notFound();
    return documents;
  }

  /** Checks a file with this Établi's own key. */
  verify(bytes: Buffer): Verification {
    return verifyCertificate(bytes, this.publicKeyPem());
  }
}

function rowOf({ certificate, jws, pdfs }: SignedCertificate): CertificateRow {
  const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  return Object.assign(new CertificateRow(), {
    id: certificate.id,
    number: certificate.number,
    deploymentId: certificate.deploymentId,
    lotId: certificate.lot.id,
    hostname: certificate.machine.hostname,
    serial: certificate.machine.serial ?? null,
    customer: certificate.customer.name,
    technician: certificate.intervention.technician.name,
    verdict: certificate.verdict,
    reservationCount: certificate.reservations.length,
    issuedAt: new Date(certificate.issuedAt),
    jws,
    pdfFr: pdfs.fr,
    pdfEn: pdfs.en,
    pdfFrSha256: digest(pdfs.fr),
    pdfEnSha256: digest(pdfs.en),
  });
}

/** Our own row of our own database: signed when it was issued, and the database refuses to change it. */
function payloadOf(jws: string): Certificate {
  const { payload } = JSON.parse(jws) as { payload: string };
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Certificate;
}

function notFound(): NotFoundError {
  return new NotFoundError({ fr: 'ce certificat n’existe pas', en: 'there is no such certificate' });
}

function applicationVersion(): string {
  const { version } = createRequire(import.meta.url)('../../../package.json') as { version: string };
  return version;
}
