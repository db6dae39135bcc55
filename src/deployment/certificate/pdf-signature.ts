import { plainAddPlaceholder } from '@signpdf/placeholder-plain';
import { SignPdf } from '@signpdf/signpdf';
import { Signer, SUBFILTER_ETSI_CADES_DETACHED } from '@signpdf/utils';
import type { PdfSigner } from '../../platform/vault/index.js';
import { sha256, signCms } from '../../platform/cms/index.js';

/** Room for the CMS: two certificates and an RSA-4096 signature fit twice. */
const SIGNATURE_BYTES = 8192;

class CmsSigner extends Signer {
  constructor(private readonly identity: PdfSigner) {
    super();
  }

  override sign(pdf: Buffer): Promise<Buffer> {
    const { certificates, key } = this.identity;
    return Promise.resolve(signCms(sha256(pdf), certificates, key));
  }
}

/** Signs a PDF: PAdES baseline B-B, ETSI EN 319 142-1. `at` is the time that readers show. */
export async function signPdf(pdf: Buffer, identity: PdfSigner, reason: string, at: Date): Promise<Buffer> {
  const prepared = plainAddPlaceholder({
    pdfBuffer: pdf,
    reason,
    contactInfo: '',
    name: 'Etabli',
    location: '',
    signingTime: at,
    signatureLength: SIGNATURE_BYTES,
    subFilter: SUBFILTER_ETSI_CADES_DETACHED,
    appName: 'Etabli',
  });
  return new SignPdf().sign(prepared, new CmsSigner(identity));
}
