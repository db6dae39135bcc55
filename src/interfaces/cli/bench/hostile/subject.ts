import type { Hostile } from './filled.js';

/** Something that reads a document of a person, with the documents that may cost it most. */
export interface Subject {
  name: string;
  /** The largest document that it takes, in bytes. */
  most: number;
  documents: Record<string, Hostile>;
  read: (document: Buffer) => unknown;
  /** How its documents become bytes; UTF-8 unless told. */
  encoding?: BufferEncoding;
}
