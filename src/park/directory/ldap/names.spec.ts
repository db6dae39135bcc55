import { comparable, escapedInName, isSameName, isWithin, nameOfDomain, parentOf, partsOf } from './names.js';

describe('a value in a distinguished name', () => {
  it.each([
    ['PC01', 'PC01'],
    ['a,OU=Admins', 'a\\,OU\\=Admins'],
    ['a\\b"c+d<e>f;g', 'a\\\\b\\"c\\+d\\<e\\>f\\;g'],
    [' #x ', '\\ #x\\ '],
    ['#x', '\\#x'],
    ['a\u0000b\n', 'a\\00b\\0a'],
    ['é', 'é'],
  ])('%j is written %j, and read as it was', (value, written) => {
    expect(escapedInName(value)).toBe(written);
    expect(partsOf(`CN=${written},DC=x`)).toEqual([
      { type: 'CN', value },
      { type: 'DC', value: 'x' },
    ]);
  });
});

describe('distinguished names', () => {
  it('are the same whatever their case, their spaces and their escapes', () => {
    expect(isSameName('ou=Salle\\2C A, dc=Corp,DC=test', 'OU=salle\\, a,DC=corp,DC=test')).toBe(true);
    expect(isSameName('OU=A,DC=corp,DC=test', 'OU=B,DC=corp,DC=test')).toBe(false);
    expect(comparable('OU=\\C3\\A9,DC=x')).toBe('OU=é,DC=x');
  });

  it('are below another only at a whole part', () => {
    expect(isWithin('OU=Postes,DC=corp,DC=test', 'DC=corp,DC=test')).toBe(true);
    expect(isWithin('OU=Postes,DC=corp,DC=test', 'OU=postes,DC=corp,DC=test')).toBe(true);
    expect(isWithin('OU=Postes,DC=xcorp,DC=test', 'DC=corp,DC=test')).toBe(false);
    expect(isWithin('CN=a\\,DC=corp,DC=test', 'DC=corp,DC=test')).toBe(false);
  });

  it('have a parent, though a comma of the name is escaped', () => {
    expect(parentOf('CN=a\\,b,OU=Postes, DC=corp')).toBe('OU=Postes,DC=corp');
    expect(nameOfDomain('corp.example')).toBe('DC=corp,DC=example');
    expect(partsOf('no name')).toBeUndefined();
  });
});
