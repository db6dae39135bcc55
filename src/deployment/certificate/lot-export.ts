import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Config } from '../../platform/config/index.js';
import { type Language, oneAfterAnother } from '../../platform/core/index.js';
import { CONFIG } from '../../platform/database/index.js';
import { DocumentThreads } from '../../platform/threads/index.js';
import { PdfIdentity } from '../../platform/vault/index.js';
import { Certificates } from './certificates.js';
import type { LabelOrder } from './labels/label-sheet.js';
import { Letterhead } from './letterhead.js';
import type { LotRow } from './lot-rows.js';
import type { LotReport } from './pdf/lot-sheet.js';
import type { Certificate } from '../proof/index.js';
import { summaryCsv } from './summary-csv.js';

const THREAD = new URL('./lot-report.thread.js', import.meta.url);
const LABELS = new URL('./labels.thread.js', import.meta.url);
/** 5,000 PCs take tens of seconds to draw on a slow machine, and would block the server's own thread. */
const LIMITS = { threads: 1, runMs: 300_000 };

/** The papers of a lot: a PDF and a JSON a PC, a summary for a spreadsheet, a report. */
@Injectable()
export class LotExport implements OnModuleDestroy {
  private readonly threads = new DocumentThreads(LIMITS);

  constructor(
    private readonly certificates: Certificates,
    private readonly pdfIdentity: PdfIdentity,
    private readonly letterhead: Letterhead,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The certified PCs of a lot, by their deployment. */
  async rows(lotId: string): Promise<Map<string, LotRow>> {
    const found = await this.certificates.ofLot(lotId);
    const records = await oneAfterAnother(found, ({ id }) => this.certificates.record(id));
    return new Map(records.map((record) => [record.deploymentId, certifiedRow(record)]));
  }

  summary(rows: readonly LotRow[], language: Language = this.config.language): string {
    return summaryCsv(rows, language);
  }

  /** The signed PDF of the lot's report. */
  async report(
    { lot, rows, acts }: Pick<LotReport, 'lot' | 'rows' | 'acts'>,
    language: Language = this.config.language,
  ): Promise<Buffer> {
    const head = await this.letterhead.read();
    const order = { lot, rows, acts, at: new Date(), ...head };
    const work = [order, { language, timeZone: lot.timeZone }, await this.pdfIdentity.signer()];
    return Buffer.from(await this.threads.of(lot.id).run<Uint8Array>(THREAD, 'report', work));
  }

  /** The PDF of the labels of a lot. */
  async labels(lotId: string, order: LabelOrder, language: Language = this.config.language): Promise<Buffer> {
    const work = [order, language];
    return Buffer.from(await this.threads.of(lotId).run<Uint8Array>(LABELS, 'labels', work));
  }

  onModuleDestroy(): Promise<void> {
    return this.threads.close();
  }
}

/** A name that every file system takes: what a machine is called never chooses the folder. */
export function fileName(number: string, hostname: string): string {
  const safe = hostname
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return safe === '' ? number : `${number}-${safe.slice(0, 40)}`;
}

function certifiedRow(record: Certificate): LotRow {
  return {
    hostname: record.machine.hostname,
    serial: record.machine.serial,
    look: record.reservations.length > 0 ? 'reserved' : 'certified',
    state: { fr: 'certifié', en: 'certified' },
    assetTag: record.machine.assetTag,
    user: record.machine.user,
    certificateId: record.id,
    number: record.number,
    verdict: record.verdict,
    technician: record.intervention.technician.name,
    beganAt: record.intervention.beganAt,
    endedAt: record.intervention.endedAt,
    reservations: record.reservations.map(({ text }) => text),
  };
}
