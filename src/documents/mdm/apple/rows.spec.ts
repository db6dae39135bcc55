import { contextOf } from './apple-context.js';
import { rowsOf } from './rows.js';
import { tableContent } from './table-content.js';
import { appleKeys } from '../tables/apple-payloads.js';

const FILTER = 'com.apple.webcontent-filter';

describe('a row of an option', () => {
  it.each([
    ['a payload', () => rowsOf(['com.apple.dok'], {}), 'com.apple.dok'],
    [
      'a key',
      () => rowsOf<{ size: number }>(['com.apple.dock'], { size: 'tilesise' }),
      'com.apple.dock tilesise',
    ],
    [
      'a key of a dictionary',
      () => rowsOf<{ touch: boolean }>(['com.apple.app.lock', 'App', 'Options'], { touch: 'Touch' }),
      'com.apple.app.lock App Options Touch',
    ],
    [
      'a value',
      () => rowsOf<{ grade: string }>([FILTER], { grade: { key: 'FilterGrade', words: { a: 'inspecter' } } }),
      'com.apple.webcontent-filter FilterGrade inspecter',
    ],
  ])('with %s that is not in the table is refused', (_what, declare, place) => {
    expect(declare).toThrow(`not in Apple's table: ${place}`);
  });

  it.each([
    ['macos', { FilterPackets: true }, ['o.browsers']],
    ['ios', { FilterBrowsers: true }, ['o.packets']],
  ] as const)('is written where the table has its key: %s', (platform, content, listed) => {
    const write = rowsOf<{ browsers: boolean; packets: boolean }>([FILTER], {
      browsers: 'FilterBrowsers',
      packets: 'FilterPackets',
    });
    const order = { platform, mdm: { apple: {} } } as Parameters<typeof contextOf>[0];
    const written = write({ browsers: true, packets: true }, contextOf(order), 'o');
    expect(written.content).toEqual(content);
    expect(written.notCarried.map(({ option }) => option)).toEqual(listed);
  });
});

describe('the content of a payload', () => {
  const dock = appleKeys('com.apple.dock');
  it('with a key that is not in the table is refused, at any depth', () => {
    const tile = { 'tile-type': 'file-tile', 'tile-data': { label: 'a', 'file-tipe': 1 } };
    expect(() => tableContent({ 'static-apps': [tile] }, dock, 'dock')).toThrow(
      "not in Apple's table: dock static-apps tile-data file-tipe",
    );
  });

  it('has the numbers of the table: real, or integer for a boolean', () => {
    expect(tableContent({ safariAcceptCookies: 1 }, appleKeys('com.apple.applicationaccess'), '')).toEqual({
      safariAcceptCookies: { value: 1 },
    });
    const power = 'com.apple.EnergySaver.desktop.ACPower';
    expect(tableContent({ [power]: { 'Wake on LAN': true } }, appleKeys('com.apple.MCX'), '')).toEqual({
      [power]: { 'Wake on LAN': 1 },
    });
  });
});
