import { compareVersions, isVersion } from './versions.js';

describe('versions', () => {
  it.each([
    ['24.08', '24.8.0.0', 0],
    ['24.09', '24.08', 1],
    ['9.0', '10.0', -1],
    ['1.2.3', '1.2', 1],
    ['1.2.0', '1.2', 0],
    ['115.0.5790.171', '115.0.5790.99', 1],
    ['2.0-beta', '2.0', -1],
    ['2.0-beta2', '2.0-beta10', -1],
    ['2.0b', '2.0a', 1],
    ['v3.1', '3.1', 0],
    ['8u401', '8u391', 1],
    ['20240101000000000001', '20240101000000000000', 1],
    ['3.1 (64-bit)', '3.2', -1],
  ])('%s against %s is %i', (one, other, expected) => {
    expect(Math.sign(compareVersions(one, other))).toBe(expected);
    expect(Math.sign(compareVersions(other, one)) + expected).toBe(0);
  });

  it('are not every text that a PC shows', () => {
    expect(['1.0', ' v2', '', 'unknown', 'N/A'].map(isVersion)).toEqual([true, true, false, false, false]);
  });
});
