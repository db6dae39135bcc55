import { text } from 'node:stream/consumers';
import type { Payloads } from '../../../../park/master/index.js';
import { PermanentError } from '../../../../platform/core/index.js';
import { imageDriversSchema, type ImageDrivers } from './readings.js';

/** What the import of the image wrote down of its drivers. Throws PermanentError for a payload that is something else. */
export async function readImageDrivers(payloads: Payloads, sha256: string): Promise<ImageDrivers> {
  await payloads.verify(sha256);
  const found = await text(await payloads.read(sha256));
  try {
    return imageDriversSchema.parse(JSON.parse(found));
  } catch (cause) {
    throw new PermanentError(
      {
        fr: `la description de l’image (${sha256}) est illisible`,
        en: `the description of the image (${sha256}) cannot be read`,
      },
      {
        cause,
        remedy: {
          fr: 'Importez de nouveau ce master (etabli master import), sous une autre version.',
          en: 'Import this master again (etabli master import), under another version.',
        },
      },
    );
  }
}
