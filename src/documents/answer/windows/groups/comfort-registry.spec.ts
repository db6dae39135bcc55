import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMFORT_OPTIONS } from '../../../windows-tables/index.js';
import { registryRows, registryWrites, sectionWith } from '../../../../../test/support/registry-rows.js';
import { windowsOrder } from '../../../../../test/support/windows-answer.js';
import { comfortGroup } from './comfort.js';

const KEYS = {
  A: 'HKEY_USERS\\DefaultUser\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Advanced',
  U: 'HKEY_USERS\\DefaultUser',
  C: 'HKEY_CURRENT_USER',
  M: 'HKEY_LOCAL_MACHINE',
  P: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft',
  W: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows',
  V: 'HKEY_USERS\\DefaultUser\\Software\\Microsoft\\Windows\\CurrentVersion',
};

/** The registry values in the documentation of Windows, written here, independent of the tables. */
const ROWS = registryRows(
  readFileSync(join(import.meta.dirname, 'fixtures/comfort-registry.txt'), 'utf8'),
  KEYS,
);

const contribution = (comfort: object) => comfortGroup(windowsOrder({ comfort }));

describe('an option of comfort', () => {
  it.each(ROWS)('is written where Windows looks for it: $option = $value', ({ option, value, expected }) => {
    const writes = registryWrites(contribution(sectionWith(option, value)));
    expect(writes.sort()).toEqual(expected.sort());
  });

  it('is tried here whenever it stands in a table', () => {
    const known = Object.entries(COMFORT_OPTIONS).flatMap(([area, table]) =>
      Object.keys(table).map((key) => `${area}.${key}`),
    );
    const tried = new Set(ROWS.map(({ option }) => option));
    expect(known.filter((option) => !tried.has(option))).toEqual([]);
  });
});
