import { open } from 'node:fs/promises';
import { PermanentError } from '../../../platform/core/index.js';

/** The header of a pipable WIM: at its start, and again as its last bytes. */
const HEADER_BYTES = 208;
const GUID_AT = 24;
const GUID_BYTES = 16;
const PIPABLE = 'WLPWM\0\0\0';

/**
 * Gives a pipable WIM a GUID that follows from its contents. wimlib draws one at random, the only difference between
 * two exports of an image: without it, the second import finds the payload of the first. The GUID has no other use
 * in a WIM of one part.
 */
export async function stampGuid(path: string, contentsSha256: string): Promise<void> {
  const guid = Buffer.from(contentsSha256, 'hex').subarray(0, GUID_BYTES);
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    for (const at of [0, size - HEADER_BYTES]) {
      const magic = Buffer.alloc(PIPABLE.length);
      await file.read(magic, 0, magic.length, at);
      if (magic.toString('latin1') !== PIPABLE) throw notPipable(path);
      await file.write(guid, 0, GUID_BYTES, at + GUID_AT);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

function notPipable(path: string): PermanentError {
  return new PermanentError({
    fr: `${path} n’a pas les deux en-têtes d’un WIM qui se lit en flux`,
    en: `${path} does not have the two headers of a pipable WIM`,
  });
}
