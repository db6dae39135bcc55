import { addressIn, fromAmericanScanner, queryText, serialsIn } from './scanned-text.js';

describe('what a scanner sends', () => {
  it('is looked for without control characters, in one line, of 200 characters at most', () => {
    expect(queryText('  PC-1\u0000\u0007\r\n\t2 ')).toBe('PC-1 2');
    expect(queryText('\u202eABC')).toBe('ABC');
    expect(queryText('x'.repeat(10_000))).toHaveLength(200);
    expect(queryText('\ud800')).toBe('\ufffd');
    expect(queryText(`${'x'.repeat(199)}😀`)).toBe(`${'x'.repeat(199)}\ufffd`);
  });

  it('may be a serial number in the form of its label', () => {
    expect(serialsIn('pf2xyz12')).toEqual(['PF2XYZ12']);
    expect(serialsIn('1S20W4CTO1WWPF2XYZ12')).toEqual(['1S20W4CTO1WWPF2XYZ12', 'PF2XYZ12']);
    expect(serialsIn('S5CG1234XYZ')).toEqual(['S5CG1234XYZ', '5CG1234XYZ']);
  });

  it('may be typed by an American scanner on a French keyboard', () => {
    expect(fromAmericanScanner('5CG&é"\'')).toBe('5CG1234');
    expect(fromAmericanScanner('PC)àçè')).toBe('PC-097');
    expect(fromAmericanScanner('SQ:q&')).toBe('SA.a1');
    expect(fromAmericanScanner('PC-042')).toBeUndefined();
  });

  it('may be an address of a page, on whatever host', () => {
    const id = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
    expect(addressIn(`https://10.0.0.1:8443/machines/${id}`)).toEqual({ path: `/machines/${id}` });
    expect(addressIn(`https://etabli.example/confirm/${id}#123456`)).toEqual({ path: `/confirm/${id}` });
    expect(addressIn('https://etabli.example/find?q=SN%201')).toEqual({ query: 'SN 1' });
    expect(addressIn('PC-042')).toBeUndefined();
  });

  it.each([
    'https://evil.example/',
    'https://evil.example//evil.example/x',
    'https://etabli.example/logout',
    'https://etabli.example/machines/../logout',
    'https://etabli.example/language/en?back=https://evil.example',
    'https://[bad',
    'http://',
  ])('goes nowhere with the address %s', (text) => {
    expect(addressIn(text)).toEqual({ foreign: true });
  });
});
