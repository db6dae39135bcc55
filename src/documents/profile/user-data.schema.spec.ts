import { parseProfile, profileJsonSchema } from './index.js';

const refused = (userData: object): unknown => {
  try {
    parseProfile({ name: 'office', userData });
  } catch (error) {
    return (error as { findings: { field: string }[] }).findings.map(({ field }) => field);
  }
  return [];
};

describe('the user data of a profile', () => {
  it('is off by default, in whole and in each part', () => {
    expect(parseProfile({ name: 'office' }).userData).toBeUndefined();
    expect(parseProfile({ name: 'office', userData: {} }).userData).toEqual({ restore: false, keepDays: 30 });
  });

  it('that is saved is that of all profiles, in the folders of Windows', () => {
    expect(parseProfile({ name: 'office', userData: { backup: {} } }).userData?.backup).toEqual({
      profiles: 'all',
      folders: {
        known: [
          'desktop',
          'documents',
          'downloads',
          'pictures',
          'music',
          'videos',
          'favorites',
          'signatures',
        ],
        add: [],
      },
      exclude: [],
    });
    const backup = { profiles: { usedWithinDays: 90 }, maximumBytes: '1GiB' };
    expect(parseProfile({ name: 'office', userData: { backup } }).userData?.backup).toMatchObject({
      profiles: { usedWithinDays: 90, names: ['*'], exclude: [] },
      maximumBytes: 2 ** 30,
    });
  });

  it.each(['../Bob', 'a/../b', '/etc', 'C:\\x', 'a//b', 'a/', 'what?'])(
    'is in no folder elsewhere: %s',
    (path) => {
      expect(refused({ backup: { folders: { add: [path] } } })).toEqual(['userData.backup.folders.add[0]']);
    },
  );

  it.each([{ keepDays: 0 }, { keepDays: 4000 }, { backup: { profiles: 'some' } }, { rollback: true }])(
    'is refused when it says something else: %j',
    (given) => {
      expect(refused(given)).not.toEqual([]);
    },
  );

  it('is described in both languages', () => {
    const text = JSON.stringify(profileJsonSchema());
    expect(text).toContain('si elle échoue rien n’est effacé');
    expect(text).toContain('when it fails nothing is erased');
  });
});
