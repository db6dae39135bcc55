import { windowsOptionRows } from './index.js';

describe('the options of Windows', () => {
  it('are made once for a release: a lot of thousands of PCs asks for them with each of its PCs', () => {
    const rows = windowsOptionRows('windows-11-24h2');
    expect(windowsOptionRows('windows-11-24h2')).toBe(rows);
    expect(windowsOptionRows('windows-10')).not.toBe(rows);
  });
});
