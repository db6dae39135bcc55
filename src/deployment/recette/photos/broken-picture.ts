/** A fault in the structure of a picture. */
export class BrokenPicture extends Error {}

/** Whether a number was read beyond the end of the bytes. */
export function isBeyondEnd(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === 'ERR_OUT_OF_RANGE' || code === 'ERR_BUFFER_OUT_OF_BOUNDS';
}
