import type { HardwareHash } from '../../../documents/mdm/index.js';
import { readDocument } from '../documents/document-file.js';
import type { Session } from '../session.js';
import { withThreads } from '../with-threads.js';
import { writeWhole } from '../whole-files.js';

export interface HashesOptions {
  output: string;
  groupTag?: string;
  force?: boolean;
}

/** `etabli mdm hashes`: the hardware hashes of many PCs as one CSV that Intune imports. Needs no server. */
export async function hashes(session: Session, files: string[], options: HashesOptions): Promise<void> {
  const { MDM_THREAD, writeHardwareHashes } = await import('../../../documents/mdm/index.js');
  const devices = await withThreads(async (threads) => {
    const read: HardwareHash[] = [];
    for (const file of files) read.push(...(await MDM_THREAD.readHashes(threads, await readDocument(file))));
    return read;
  });
  const { output, groupTag } = options;
  const tagged = groupTag === undefined ? devices : devices.map((device) => ({ ...device, groupTag }));
  await writeWhole([{ path: output, content: writeHardwareHashes(tagged) }], { force: options.force });
  session.terminal.result({ path: output, devices: tagged.length }, () => [`${output}  ${tagged.length}`]);
}
