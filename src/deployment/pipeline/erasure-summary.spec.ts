import type { Erasure } from './erasure.js';
import { summaryOf } from './erasure-summary.js';

const pc = (certainty: Erasure['certainty'], disks?: number): Erasure => ({
  deploymentId: 'd',
  certainty,
  ...(disks !== undefined && { disks }),
  text: { fr: 'x', en: 'x' },
});
const several = (count: number, one: Erasure) => Array.from({ length: count }, () => one);

describe('what a lot would erase, in one sentence', () => {
  it.each<[Erasure[], string, string]>([
    [
      [...several(197, pc('known', 1)), ...several(3, pc('undecided', 2))],
      '200 PC, 1 disque chacun ; 3 à regarder',
      '200 PCs, 1 disk each; 3 to look at',
    ],
    [several(20, pc('known', 1)), '20 PC, 1 disque chacun', '20 PCs, 1 disk each'],
    [[pc('known', 1)], '1 PC, 1 disque effacé', '1 PC, 1 disk erased'],
    [
      [pc('known', 2), pc('unseen')],
      '2 PC, 1 disque chacun ; 1 à regarder ; 1 pas encore vu',
      '2 PCs, 1 disk each; 1 to look at; 1 not seen yet',
    ],
    [
      [...several(2, pc('unseen'))],
      '2 PC, 1 disque chacun ; 2 pas encore vus',
      '2 PCs, 1 disk each; 2 not seen yet',
    ],
  ])('%#', (erasures, fr, en) => {
    expect(summaryOf(erasures).text).toEqual({ fr, en });
  });

  it('lists the PCs without a disk that the rule chooses, those with several disks, and those without a name', () => {
    const [undecided, several, sure] = [pc('undecided', 0), pc('known', 2), pc('known', 1)];
    const nameless = { ...pc('unseen'), nameFault: { fr: 'x', en: 'x' } };
    expect(summaryOf([sure, undecided, several, nameless]).toLookAt).toEqual([undecided, several, nameless]);
  });
});
