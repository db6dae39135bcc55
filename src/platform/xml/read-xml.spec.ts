import fc from 'fast-check';
import { readXml } from './read-xml.js';
import { XmlError } from './xml-error.js';

const utf8 = (text: string) => Buffer.from(text);
const utf16le = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
const utf16be = (text: string) => utf16le(text).swap16();

function faultOf(bytes: Uint8Array, limits?: Parameters<typeof readXml>[1]) {
  try {
    readXml(bytes, limits);
  } catch (error) {
    if (error instanceof XmlError) return { fault: error.fault, ...error.position, en: error.text.en };
    throw error;
  }
  return undefined;
}

describe('a document with positions', () => {
  it('gives names, namespaces, attributes, text and where each element begins', () => {
    const { root, encoding } = readXml(
      utf8(
        '<?xml version="1.0"?>\r\n<a xmlns="urn:a" xmlns:w="urn:w">\r\n  <b w:c="1"\r\n  >x<![CDATA[<y>]]></b><w:d/>\r\n</a>',
      ),
    );
    expect(encoding).toBe('utf-8');
    expect([root.name, root.namespace, root.line, root.column]).toEqual(['a', 'urn:a', 2, 1]);
    const [b, d] = root.children;
    expect(b).toEqual({
      name: 'b',
      prefix: '',
      namespace: 'urn:a',
      attributes: [{ name: 'c', prefix: 'w', namespace: 'urn:w', value: '1' }],
      children: [],
      text: 'x<y>',
      line: 3,
      column: 3,
    });
    expect([d?.name, d?.prefix, d?.namespace, d?.line, d?.column]).toEqual(['d', 'w', 'urn:w', 4, 24]);
  });

  it('counts columns in UTF-16 code units and not the byte order mark', () => {
    const { root } = readXml(utf8('\ufeff<a>😀<b/></a>'));
    expect(root.column).toBe(1);
    expect(root.children[0]?.column).toBe(6);
  });

  it.each([
    ['utf-8', utf8('<a>é</a>')],
    ['utf-8', utf8('\ufeff<?xml version="1.0" encoding="utf-8"?><a>é</a>')],
    ['utf-16le', utf16le('<?xml version="1.0" encoding="utf-16"?><a>é</a>')],
    ['utf-16be', utf16be('<?xml version="1.0" encoding="utf-16"?><a>é</a>')],
    ['utf-16le', Buffer.from('<a>é</a>', 'utf16le')],
    ['windows-1252', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', 'latin1')],
  ])('reads %s', (encoding, bytes) => {
    const document = readXml(bytes);
    expect(document.encoding).toBe(encoding);
    expect(document.root.text).toBe('é');
  });
});

describe('a document that is refused', () => {
  it('gives the position of the first byte that is invalid in the encoding', () => {
    expect(faultOf(Buffer.from([...utf8('<a>\n é'), 0xff, ...utf8('</a>')]))).toMatchObject({
      fault: 'encoding',
      line: 2,
      column: 3,
      en: 'byte 8 does not exist in UTF-8',
    });
    expect(faultOf(Buffer.from([...utf8('<a/>'), 0xc3]))).toMatchObject({
      fault: 'encoding',
      line: 1,
      column: 5,
    });
  });

  it.each([
    ['an unknown encoding', '<?xml version="1.0" encoding="klingon"?><a/>'],
    ['UTF-16 that is not', '<?xml version="1.0" encoding="utf-16"?><a/>'],
  ])('says of %s that the declaration is wrong', (_, text) => {
    expect(faultOf(utf8(text))).toMatchObject({ fault: 'encoding', line: 1, column: 1 });
  });

  it.each([
    '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    '<!doctype a><a/>',
    '<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    '<!ENTITY b "c"><a/>',
  ])('refuses a DOCTYPE before parsing: %s', (text) => {
    expect(faultOf(utf8(text))?.fault).toBe('doctype');
    expect(faultOf(utf8(text), { allowDoctype: 'plist' })?.fault).toBe('doctype');
  });

  it('accepts <!DOCTYPE in text', () => {
    expect(readXml(utf8('<a><![CDATA[<!DOCTYPE html>]]></a>')).root.text).toBe('<!DOCTYPE html>');
  });

  it('accepts Apple’s DOCTYPE for property lists only', () => {
    const plist = utf8(
      '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0"/>',
    );
    expect(readXml(plist, { allowDoctype: 'plist' }).root.line).toBe(3);
    expect(faultOf(plist)).toMatchObject({ fault: 'doctype', line: 2, column: 1 });
  });

  it.each([
    ['<a><b></a>', 1, 10, 'a closing tag does not match the element that is open'],
    ['<a>\n<b c=1/></a>', 2, 6, 'an attribute has no value in quotes'],
    ['<a>&nbsp;</a>', 1, 9, 'an entity is not defined: only &amp; &lt; &gt; &quot; &apos; exist'],
    ['<a><w:b/></a>', 1, 9, 'the prefix “w” has no namespace'],
    ['<a b="" b=""/>', 1, 14, 'the attribute b is written twice'],
    ['<a>', 1, 3, 'the element <a> is not closed'],
    ['', 1, 1, 'the document stops before its end'],
    ['<a/><b/>', 1, 7, 'there is a second root element'],
  ])('says what is not well-formed in %s', (text, line, column, en) => {
    expect(faultOf(utf8(text))).toEqual({ fault: 'not-well-formed', line, column, en });
  });

  it('stops at its limits', () => {
    expect(faultOf(utf8(' '.repeat(10_000_001)))?.fault).toBe('too-large');
    expect(faultOf(utf8(`${'<a>'.repeat(100)}${'</a>'.repeat(100)}`))).toBeUndefined();
    expect(faultOf(utf8(`${'<a>'.repeat(101)}${'</a>'.repeat(101)}`))).toMatchObject({
      fault: 'too-deep',
      column: 301,
    });
    expect(faultOf(utf8('<a><b/><b/></a>'), { elements: 2 })).toMatchObject({
      fault: 'too-many-elements',
      column: 8,
    });
  });
});

describe('any bytes', () => {
  it('give a document or a typed error', () => {
    const pieces = [
      '<',
      '>',
      '</',
      '/>',
      '<a',
      '<!',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '&',
      ';',
      '"',
      "'",
      '=',
      ' ',
      '\n',
      'x:',
      'xmlns="u"',
      '\u0000',
      '\ud800',
      'é',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        for (const text of [parts.join(''), `<a>${parts.join('')}</a>`]) {
          faultOf(utf8(text));
          faultOf(utf16le(text));
        }
      }),
      { seed: 3, numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void faultOf(bytes)),
      { seed: 4, numRuns: 3000 },
    );
  });
});
