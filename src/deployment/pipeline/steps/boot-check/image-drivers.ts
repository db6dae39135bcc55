import { text } from 'node:stream/consumers';
import { readImageDescription, type DriverImage } from '../../../../park/catalog/index.js';
import type { Payloads, WindowsImage } from '../../../../park/master/index.js';
import { PermanentError } from '../../../../platform/core/index.js';

/** The image with what its import wrote down of its drivers. Throws PermanentError for a payload that is something else. */
export async function driverImage(payloads: Payloads, image: WindowsImage): Promise<DriverImage> {
  const { build, architecture, productType, descriptionSha256: sha256 } = image;
  await payloads.verify(sha256);
  const found = await text(await payloads.read(sha256));
  try {
    return { build, architecture, productType, ...readImageDescription(found) };
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
