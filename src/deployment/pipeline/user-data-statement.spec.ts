import { parseProfile } from '../../documents/profile/index.js';
import type { Facts } from './facts.js';
import type { Said } from './statement-parts.js';
import { userDataStatements } from './user-data-statement.js';

const SAVED = {
  snapshot: 'ab'.repeat(32),
  files: 8,
  bytes: 3 << 20,
  profiles: [{ name: 'Anna' }, { name: 'Bob' }],
  skipped: [{ reason: 'in-the-cloud', count: 4, examples: [] }],
  readBack: { files: 8, bytes: 3 << 20 },
};
const one = { files: 4, bytes: 1, renamed: [] as string[] };
const PLACED = {
  of: 'then',
  placed: [{ ...one, name: 'Anna', account: 'PC-1\\Anna', path: 'C:\\Users\\Anna', renamed: ['x'] }],
  kept: [{ ...one, name: 'Bob', account: null, path: 'C:\\Restored-UserData\\Bob' }],
};

function said(userData: object | undefined, facts: Facts = {}, evidence: object = {}): string[] {
  const document = parseProfile({ name: 'office', ...(userData && { userData }) });
  const given = { plan: { profile: { document } }, facts, evidence: () => evidence } as unknown as Said;
  return userDataStatements(given).flatMap(({ asked, applied, measured }) =>
    [asked, applied, measured].map((text) => (typeof text === 'string' ? text : text.en)),
  );
}

describe('what the certificate says of user data', () => {
  it('is nothing when the profile does not ask for it', () => {
    expect(said(undefined)).toEqual([]);
    expect(said({})).toEqual([]);
  });

  it('is what was saved, what was read back, and what was not saved', () => {
    expect(said({ backup: {} }, {}, SAVED)).toEqual([
      'saved before the disk is erased',
      'Anna, Bob, 8 files, 3 MiB, abababab',
      '8 files read back from the server, the same ; not saved: in-the-cloud 4',
    ]);
  });

  it('is that there was nothing, or that nobody measured it', () => {
    expect(said({ backup: {} }, {}, { snapshot: null }).slice(1)).toEqual([
      'nothing to save',
      'nothing to save',
    ]);
    expect(said({ backup: {} }).slice(1)).toEqual(['—', 'not measured']);
    expect(said({ restore: true }).slice(1)).toEqual(['—', 'not measured']);
    const none = { returnedData: { snapshot: null, at: 'then', profiles: [] } };
    expect(said({ restore: true }, none).slice(1)).toEqual([
      'no backup to give back',
      'no backup to give back',
    ]);
  });

  it('is who got it, what has no user, and what was not carried over', () => {
    const returned = {
      snapshot: 'a',
      at: 'then',
      profiles: [{ name: 'Anna', folder: '0', files: 4, bytes: 1 }],
    };
    const older = { ...PLACED, of: 'before the disk was erased again' };
    expect(said({ restore: true }, { returnedData: returned, placedData: older })[2]).toBe('not measured');
    expect(said({ restore: true }, { returnedData: returned, placedData: PLACED })).toEqual([
      'to their users',
      'Anna → PC-1\\Anna (C:\\Users\\Anna) ; Bob: no user, kept in C:\\Restored-UserData\\Bob',
      '8 files read in Windows, the same ; 1 renamed ; special rights of the old folders not carried over',
    ]);
  });
});
