import type { Bilingual } from '../../platform/core/index.js';
import type { Erasure } from './erasure.js';

/** What arming several PCs would erase, in one sentence. */
export interface ErasureSummary {
  text: Bilingual;
  /** Those that somebody should look at: no disk can be chosen, there were several to choose from, or the PC
   * would have no name. */
  toLookAt: Erasure[];
  unseen: Erasure[];
}

/** `200 PC, 1 disque chacun ; 3 à regarder`. A PC never loses more than one disk. */
export function summaryOf(erasures: readonly Erasure[]): ErasureSummary {
  const unseen = erasures.filter(({ certainty }) => certainty === 'unseen');
  const toLookAt = erasures.filter(
    ({ certainty, disks = 0, nameFault }) =>
      certainty === 'undecided' || (certainty === 'known' && disks > 1) || nameFault !== undefined,
  );
  const parts: Bilingual[] = [
    {
      fr: `${erasures.length}\u00a0PC, 1 disque ${erasures.length === 1 ? 'effacé' : 'chacun'}`,
      en: erasures.length === 1 ? '1 PC, 1 disk erased' : `${erasures.length} PCs, 1 disk each`,
    },
    ...(toLookAt.length === 0
      ? []
      : [{ fr: `${toLookAt.length} à regarder`, en: `${toLookAt.length} to look at` }]),
    ...(unseen.length === 0
      ? []
      : [{ fr: `${unseen.length} pas encore vus`, en: `${unseen.length} not seen yet` }]),
  ];
  if (unseen.length === 1) parts.splice(-1, 1, { fr: '1 pas encore vu', en: '1 not seen yet' });
  return {
    text: {
      fr: parts.map(({ fr }) => fr).join(' ; '),
      en: parts.map(({ en }) => en).join('; '),
    },
    toLookAt,
    unseen,
  };
}
