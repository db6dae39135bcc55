/** A file of the system: where it lands, from the root and without the first slash, and who may read it. */
export interface PlacedFile {
  path: string;
  content: Buffer;
  mode: number;
}
