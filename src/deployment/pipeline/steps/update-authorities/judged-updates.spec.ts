import { PermanentError } from '../../../../platform/core/index.js';
import type { FirmwareTrust } from '../boot-check/readings.js';
import { judgedUpdates } from './judged-updates.js';
import type { Update } from './wanted-updates.js';

const key = (subject: string) => ({ subject, issuer: 'root', sha256: `sha of ${subject}` });
const OLD = key('PCA 2011');
const NEW = key('CA 2023');
const KEY = key('KEK 2011');
const DB: Update = {
  ...{ name: 'DBUpdate2024.bin', variable: 'db', sha256: 'file' },
  ...{ signers: [KEY], adds: { certificates: [NEW], digests: 1 } },
};

function trust(db: object[], more: object = {}): FirmwareTrust {
  return { db, kek: [KEY], dbx: { certificates: [] }, ...more } as unknown as FirmwareTrust;
}
const judge = (status: string | undefined, after: FirmwareTrust, sent = [DB]) =>
  judgedUpdates({ updates: status ? [{ sha256: 'file', status }] : [] }, sent, trust([OLD]), after);

function refusal(...given: Parameters<typeof judge>): string {
  try {
    judge(...given);
  } catch (error) {
    if (error instanceof PermanentError) return error.text.en;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('what came of updates', () => {
  it.each(['updated', 'unchanged'])('is %s when the firmware holds what they add', (status) => {
    expect(judge(status, trust([OLD, NEW]))).toEqual([
      {
        ...{ variable: 'db', sha256: 'file', name: 'DBUpdate2024.bin', status },
        ...{ adds: ['CA 2023'], digests: 1, signers: ['KEK 2011'] },
      },
    ]);
  });

  it('may be that the keys of the PC do not allow them', () => {
    expect(judge('not-allowed', trust([OLD]))).toMatchObject([{ status: 'not-allowed', adds: ['CA 2023'] }]);
  });

  it('may be that one is withheld, for a cause', () => {
    const cause = { fr: 'sans CA 2023', en: 'without CA 2023' };
    const answer = { updates: [{ sha256: 'file', status: 'withheld', cause }] };
    const sent = [{ ...DB, variable: 'dbx' as const }];
    expect(judgedUpdates(answer, sent, trust([OLD]), trust([OLD]))).toMatchObject([
      { variable: 'dbx', status: 'withheld', cause, adds: ['CA 2023'] },
    ]);
  });

  const READ =
    'read again after its authorities were updated, this firmware does not have what is expected: ';

  it.each([
    ['db', { db: [OLD] }],
    ['KEK', { db: [OLD, NEW] }],
    ['dbx', { db: [OLD, NEW], kek: [KEY, NEW] }],
  ] as const)('is no success when a second reading of %s does not show it', (variable, more) => {
    expect(refusal('updated', trust([OLD], more), [{ ...DB, variable }])).toBe(
      `${READ}CA 2023: not in ${variable}`,
    );
  });

  it('is no success when something is no longer trusted', () => {
    expect(refusal('updated', trust([NEW]))).toBe(`${READ}it no longer trusts PCA 2011`);
  });

  it('is no success when nothing is said of one', () => {
    expect(refusal(undefined, trust([OLD, NEW]))).toBe(`${READ}nothing is said of DBUpdate2024.bin`);
    expect(() => judge('maybe', trust([OLD, NEW]))).toThrow();
  });
});
