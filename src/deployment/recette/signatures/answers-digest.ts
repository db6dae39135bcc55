import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../platform/core/index.js';
import type { ManualCheckResult } from '../manual-checks.js';
import type { TakenPhoto } from '../photos/check-photos.js';

/** SHA-256 of the answers and their photos: what a signature is of. RFC 8785. */
export function answersDigest(
  answers: readonly ManualCheckResult[],
  photos: readonly Pick<TakenPhoto, 'checkId' | 'digest'>[],
): string {
  const signed = answers.map(({ id, title, verdict, remark, by, at }) => ({
    id,
    title,
    verdict,
    ...(remark !== undefined && { remark }),
    ...(by !== undefined && { by }),
    ...(at !== undefined && { at }),
    photos: photos
      .filter(({ checkId }) => checkId === id)
      .map(({ digest }) => digest)
      .sort(),
  }));
  return createHash('sha256').update(canonicalJson(signed)).digest('hex');
}
