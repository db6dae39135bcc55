import { SignPdf } from '@signpdf/signpdf';
import { Signer } from '@signpdf/utils';
import type { PdfSigner } from '../../platform/vault/index.js';
import { sha256, signCms } from '../../platform/cms/index.js';

class CmsSigner extends Signer {
  constructor(private readonly identity: PdfSigner) {
    super();
  }

  override sign(pdf: Buffer): Promise<Buffer> {
    const { certificates, key } = this.identity;
    return Promise.resolve(signCms(sha256(pdf), certificates, key));
  }
}

/** Signs a PDF that has room for it: PAdES baseline B-B, ETSI EN 319 142-1. */
export async function signPdf(pdf: Buffer, identity: PdfSigner): Promise<Buffer> {
  return new SignPdf().sign(pdf, new CmsSigner(identity));
}
