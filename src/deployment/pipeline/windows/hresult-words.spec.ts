import { hresultWords } from './hresult-words.js';

describe('the words of an HRESULT', () => {
  it.each([
    ['0x80240022', 'none of these updates could be installed (0x80240022)'],
    ['0x8024402C', 'the name of the update server is not resolved: DNS or proxy (0x8024402C)'],
    ['0x80072ee2', 'the update server did not answer: network, proxy or firewall (0x80072EE2)'],
    ['0x800F0922', 'Windows undid the update: system partition full, or server out of reach (0x800F0922)'],
    [
      '0x80070643',
      'the installer of the update failed (recovery partition too small for KB5034441) (0x80070643)',
    ],
    ['0xC004F074', 'no KMS server answered: network, DNS (_vlmcs._tcp) or the clock of the PC (0xC004F074)'],
    ['0xC004C003', 'Microsoft has blocked the key (0xC004C003)'],
    ['0xC004F050', 'this is not a key of Windows (0xC004F050)'],
  ])('%s', (code, words) => {
    expect(hresultWords(code).en).toBe(words);
  });

  it('in French', () => {
    expect(hresultWords('0xC004F050').fr).toBe('ce n’est pas une clé de Windows (0xC004F050)');
  });

  it.each(['0x8badf00d', '0xconstructor', '__proto__'])('that nobody knows is the code alone: %s', (code) => {
    expect(hresultWords(code).en).toBe(`0x${code.replace('0x', '').toUpperCase()}`);
  });
});
