import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import yazl from 'yazl';
import { Certificates, fileName, LotExport } from '../../certificate/index.js';
import { logger } from '../../../platform/config/index.js';
import { ConflictError, type Language } from '../../../platform/core/index.js';
import { LotPapers } from './lot-papers.js';

const log = logger('deployment');

/** The certificates of a lot in one ZIP archive. */
@Injectable()
export class LotArchive {
  constructor(
    private readonly papers: LotPapers,
    private readonly certificates: Certificates,
    private readonly documents: LotExport,
  ) {}

  /**
   * A PDF and a JSON for each certified PC, byte for byte as issued, and the summary of all PCs. Each document is read
   * when its turn comes. Rejects with NotFoundError when there is no such lot, ConflictError when no PC is certified.
   */
  async of(lotId: string, language: Language): Promise<{ name: string; content: Readable }> {
    const { lot, rows } = await this.papers.of(lotId);
    const certified = rows.flatMap(({ certificateId, number = '', hostname }) =>
      certificateId === undefined ? [] : [{ id: certificateId, name: fileName(number, hostname) }],
    );
    if (certified.length === 0) throw noCertificate();
    const zip = new yazl.ZipFile();
    const content = zip.outputStream as Readable;
    // Without its end the archive is seen to be broken: never a whole archive with a certificate missing.
    zip.on('error', (error: Error) => {
      log.error({ err: error, lot: lotId }, 'an archive of certificates was not finished');
      content.destroy(error);
    });
    const add = (name: string, compress: boolean, read: () => Promise<Buffer | string>) =>
      zip.addReadStreamLazy(name, { compress }, (pass) => {
        read().then(
          (bytes) => pass(null, Readable.from([Buffer.from(bytes)])),
          (error: unknown) => pass(error, Readable.from([])),
        );
      });
    for (const { id, name } of certified) {
      add(`${lot.name}/${name}.pdf`, false, () => this.certificates.pdf(id, language));
      add(`${lot.name}/${name}.json`, true, () => this.certificates.json(id));
    }
    add(`${lot.name}/summary.csv`, true, () => Promise.resolve(this.documents.summary(rows, language)));
    zip.end();
    return { name: `${lot.name}-certificates.zip`, content };
  }
}

function noCertificate(): ConflictError {
  return new ConflictError({
    fr: 'aucun PC de ce lot n’a de certificat pour l’instant',
    en: 'no PC of this lot has a certificate yet',
  });
}
