import { StreamableFile } from '@nestjs/common';

/** A file to keep. File names here are ASCII letters, digits and dashes only. */
export function download(content: Buffer, type: string, name: string): StreamableFile {
  return new StreamableFile(content, {
    type,
    disposition: `attachment; filename="${name}"`,
    length: content.length,
  });
}
