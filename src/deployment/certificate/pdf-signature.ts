import { sign } from 'node:crypto';
import { SignPdf } from '@signpdf/signpdf';
import { Signer } from '@signpdf/utils';
import type { PdfSigner } from '../../platform/vault/index.js';
import { buildCms, sha256, signedBytes } from '../../platform/cms/index.js';

/** A token over the SHA-256 of a signature; undefined when none could be had. */
type Stamp = (digest: Buffer) => Promise<Buffer | undefined>;

class CmsSigner extends Signer {
  constructor(
    private readonly identity: PdfSigner,
    private readonly stamp?: Stamp,
  ) {
    super();
  }

  override async sign(pdf: Buffer): Promise<Buffer> {
    const { certificates, key } = this.identity;
    const digest = sha256(pdf);
    const signature = sign('sha256', signedBytes(digest, certificates[0] ?? Buffer.alloc(0)), key);
    const timeStamp = await this.stamp?.(sha256(signature));
    return buildCms(digest, certificates, signature, { timeStamp });
  }
}

/** Signs a PDF that has room for it: PAdES baseline B-B, with a time stamp B-T. ETSI EN 319 142-1. */
export async function signPdf(pdf: Buffer, identity: PdfSigner, stamp?: Stamp): Promise<Buffer> {
  return new SignPdf().sign(pdf, new CmsSigner(identity, stamp));
}
