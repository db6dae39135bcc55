import { readFileSync } from 'node:fs';
import { NotFoundError } from '../../platform/core/index.js';
import { threadWork } from '../../platform/threads/index.js';
import { checkMdm } from './check/check-mdm.js';
import { type MdmRequest, renderMdm } from './render-mdm.js';
import { readHardwareHashes } from './windows/hardware-hashes.js';

/** The work on files of device management that runs in a thread, which reads the payloads itself: `paths` by digest. */
export const check = threadWork(checkMdm);
export const readHashes = threadWork(readHardwareHashes);
export const render = threadWork((request: Omit<MdmRequest, 'payload'>, paths: ReadonlyMap<string, string>) =>
  renderMdm({ ...request, payload: (sha256) => readFileSync(paths.get(sha256) ?? missing(sha256)) }),
);

function missing(sha256: string): never {
  throw new NotFoundError({
    fr: `aucun fichier ${sha256} : déposez-le avec « etabli payload put »`,
    en: `no file ${sha256}: put it with "etabli payload put"`,
  });
}
