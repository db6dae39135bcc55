import type { Hostile } from './filled.js';

/** A function that reads a document from a user, with hostile documents for it. */
export interface Subject {
  name: string;
  /** The largest accepted document, in bytes. */
  most: number;
  documents: Record<string, Hostile>;
  read: (document: Buffer) => unknown;
  /** Encoding of the documents; default UTF-8. */
  encoding?: BufferEncoding;
}
