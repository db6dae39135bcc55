/** A file of the system: its path without the first slash, and its permissions. */
export interface PlacedFile {
  path: string;
  content: Buffer;
  mode: number;
}
