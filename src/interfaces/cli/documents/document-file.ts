import { createReadStream } from 'node:fs';
import { InputError } from '../../../platform/core/index.js';
import { unreadable } from '../given-file.js';

/** No answer file or profile is larger. Without a limit, reading a device would never end. */
const MOST_BYTES = 10_000_000;

/** The bytes of a document that the command line names; `-` is standard input. Throws InputError when it cannot be read or is larger than 10 MB. */
export async function readDocument(file: string): Promise<Buffer> {
  const source: AsyncIterable<Buffer> = file === '-' ? process.stdin : createReadStream(file);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) break;
      chunks.push(Buffer.from(chunk));
    }
  } catch (cause) {
    throw unreadable(file, cause);
  }
  if (bytes > MOST_BYTES) throw tooLarge(file);
  return Buffer.concat(chunks);
}

function tooLarge(file: string): InputError {
  return new InputError(
    {
      fr: `${file} dépasse ${MOST_BYTES} octets : aucun fichier de cette sorte n’est aussi grand.`,
      en: `${file} has more than ${MOST_BYTES} bytes: no file of this kind is so large.`,
    },
    [],
    { remedy: { fr: 'Vérifiez le nom du fichier.', en: 'Check the name of the file.' } },
  );
}
