import { SIG_FLAGS, SUBFILTER_ETSI_CADES_DETACHED } from '@signpdf/utils';

/** Room for the CMS: two certificates, an RSA-4096 signature and a time stamp with a certificate of its own. */
export const SIGNATURE_BYTES = 16_384;
/** What SignPdf looks for and replaces. */
const TO_FILL = '**********';
/** Printed and locked: ISO 32000-1 §12.5.3. A field without size has no look, ISO 19005-3 §6.3.3. */
const PRINT_AND_LOCKED = 4 + 128;

export interface SignatureHead {
  reason: string;
  /** The time that readers show. */
  at: Date;
}

/** The parts of pdfkit that its types leave out. */
interface Inside {
  _root: { data: { AcroForm: { data: unknown } } };
  page: { dictionary: unknown; annotations: unknown[] };
  ref(data: object): { end(): void };
}

/** An invisible signature field (ISO 32000-1 §12.8) with zeros where the signature goes. */
export function reserveSignature(doc: PDFKit.PDFDocument, { reason, at }: SignatureHead): void {
  const inside = doc as unknown as Inside;
  doc.switchToPage(0);
  const signature = inside.ref({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: SUBFILTER_ETSI_CADES_DETACHED,
    ByteRange: [0, TO_FILL, TO_FILL, TO_FILL],
    Contents: Buffer.alloc(SIGNATURE_BYTES),
    Reason: new String(reason),
    Name: new String('Etabli'),
    M: at,
  });
  signature.end();
  const field = inside.ref({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    Rect: [0, 0, 0, 0],
    V: signature,
    T: new String('Signature1'),
    F: PRINT_AND_LOCKED,
    P: inside.page.dictionary,
  });
  field.end();
  inside.page.annotations.push(field);
  doc.initForm();
  // pdfkit adds the fonts; its NeedAppearances is not allowed in PDF/A: ISO 19005-3 §6.4.1.
  inside._root.data.AcroForm.data = {
    Fields: [field],
    DR: { Font: {} },
    SigFlags: SIG_FLAGS.SIGNATURES_EXIST | SIG_FLAGS.APPEND_ONLY,
  };
}
