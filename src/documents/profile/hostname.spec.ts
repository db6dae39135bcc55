import { OperatorError } from '../../platform/core/index.js';
import { hostnameFault, hostnamePatternFault, resolveHostname } from './hostname.js';

describe('names of PCs', () => {
  it.each([['PC-001'], ['a'], ['compta-12'], ['1A'], ['ABCDEFGHIJKLMNO']])('%j is one', (name) => {
    expect(hostnameFault(name)).toBeUndefined();
  });

  it.each([
    ['', 'a name'],
    ['ABCDEFGHIJKLMNOP', 'at most 15 characters (NetBIOS)'],
    ['poste_1', 'letters without accents, digits and hyphens'],
    ['comptabilité', 'letters without accents, digits and hyphens'],
    ['a.b', 'letters without accents, digits and hyphens'],
    ['a b', 'letters without accents, digits and hyphens'],
    ['$(reboot)', 'letters without accents, digits and hyphens'],
    ['-a', 'no hyphen at either end'],
    ['a-', 'no hyphen at either end'],
    ['12345', 'at least one letter'],
  ])('%j is none: %s', (name, expected) => {
    expect(hostnameFault(name)?.en).toBe(expected);
  });
});

describe('name patterns', () => {
  const facts = { serial: 'ABC-12/34XYZ', assetTag: 'INV 0042', macs: ['52:54:00:12:34:56'] };

  it.each([
    ['PC-{{serialTail 6}}', 'PC-234XYZ'],
    ['{{serial}}', 'ABC-1234XYZ'],
    ['{{ assetTag }}', 'INV0042'],
    ['P{{mac}}', 'P525400123456'],
    ['W{{macTail 4}}', 'W3456'],
    ['fixe', 'fixe'],
  ])('%j gives %j', (pattern, name) => {
    expect(hostnamePatternFault(pattern)).toBeUndefined();
    expect(resolveHostname(pattern, facts)).toBe(name);
  });

  it('gives no name without a pattern', () => {
    expect(resolveHostname(undefined, facts)).toBeUndefined();
  });

  it.each([
    ['{{serialTail}}', 'a number from 1 to 15: {{serialTail 6}}'],
    ['{{serialTail 0}}', 'a number from 1 to 15: {{serialTail 6}}'],
    ['{{mac 4}}', '{{mac}} without a number'],
    ['{{owner}}', 'no {{owner}}; known: serial, serialTail, assetTag, mac, macTail'],
    ['PC {{mac}}', 'letters without accents, digits, hyphens and {{…}}'],
    ['{{#if x}}', 'letters without accents, digits, hyphens and {{…}}'],
    ['ABCDEFGHIJKLMNOP{{mac}}', 'at most 15 characters'],
  ])('%j is none: %s', (pattern, expected) => {
    expect(hostnamePatternFault(pattern)?.en).toBe(expected);
  });

  it('refuses a PC that lacks what the pattern asks for', () => {
    expect(() => resolveHostname('PC-{{serialTail 6}}', { serial: null })).toThrow(OperatorError);
    expect(() => resolveHostname('PC-{{serialTail 6}}', { serial: null })).toThrow(
      'the name pattern "PC-{{serialTail 6}}" gives "PC-": expected the PC to have: serialTail',
    );
  });

  it('refuses a name that is too long', () => {
    expect(() => resolveHostname('ORDINATEUR-{{mac}}', facts)).toThrow('at most 15 characters (NetBIOS)');
  });
});
