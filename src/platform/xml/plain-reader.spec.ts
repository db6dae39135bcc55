import fc from 'fast-check';
import { readPlain } from './plain-reader.js';
import { readStrict } from './read-xml.js';
import { XmlError } from './xml-error.js';
import type { XmlElement } from './document.js';

const LIMITS = { depth: 100, elements: 1_000_000, attributes: 500 };

function strictly(text: string): XmlElement | string {
  try {
    return readStrict(text);
  } catch (error) {
    if (error instanceof XmlError) return error.text.en;
    throw error;
  }
}

const PLAIN = [
  '<a/>',
  '<a b="1" c=\'2\'/>',
  '<?xml version="1.0" encoding="utf-8"?>\n<!-- x -->\n<a>\n  <b>1</b>\n  <b> </b>\n</a>\n<!-- y -->\n',
  '<a xmlns="urn:a" xmlns:w="urn:w"><w:b w:c="1" c="2"/><b xmlns=""><c/></b></a >',
  '<a>x &amp; y &#65;&#x42;&lt;<![CDATA[ <c> & ]]> z</a>',
  '<a b="&quot;&amp;">\r\n<c>1\r\n2\r3</c>\r\n</a>',
  '<a\n  b = "1"\n  >\n</a\n>',
  '<a>x\n<![CDATA[ ]]> <b/> y <!-- z --> <c/> </a>',
  '<a><b><c><d>deep</d></c></b><b/></a>',
  '<p:a xmlns:p="urn:p"><p:b xmlns:p="urn:q"/><p:c/></p:a>',
];

const NOT_PLAIN = [
  '',
  'a',
  '<a>',
  '<a></b>',
  '<a/><b/>',
  '<a/>x',
  'x<a/>',
  '<a b="1" b="2"/>',
  '<a b=1/>',
  '<a b="<"/>',
  '<a b="1"c="2"/>',
  '<a>&nbsp;</a>',
  '<a>&</a>',
  '<a>&toString;</a>',
  '<a>]]></a>',
  '<a><!-- -- --></a>',
  '<a><?pi?></a>',
  '<a>\u0001</a>',
  '<a>&#0;</a>',
  '<a>😀</a>',
  '<é/>',
  '<p:a/>',
  '<a p:b="1"/>',
  '<constructor:a/>',
  '<a xmlns:p=""/>',
  '<a xmlns:p="urn:p" xmlns:q="urn:p" p:b="1" q:b="2"/>',
  '<a xml:space="preserve"/>',
  '<!DOCTYPE a><a/>',
  ' <?xml version="1.0"?><a/>',
  '<?xml version="1.1"?><a/>',
  '<![CDATA[x]]><a/>',
  '<a></a/>',
  '<a:b:c xmlns:a="urn:a"/>',
];

describe('the plain reader', () => {
  it.each(PLAIN)('reads the same as the strict parser: %j', (text) => {
    expect(readPlain(text, LIMITS)).toEqual(readStrict(text));
  });

  it.each(NOT_PLAIN)('leaves to the strict parser: %j', (text) => {
    expect(readPlain(text, LIMITS)).toBeUndefined();
  });

  it('leaves documents beyond the limits to the strict parser', () => {
    expect(readPlain('<a><b/></a>', { depth: 1, elements: 9, attributes: 500 })).toBeUndefined();
    expect(readPlain('<a><b/></a>', { depth: 9, elements: 1, attributes: 500 })).toBeUndefined();
    expect(readPlain('<a><b/></a>', { depth: 2, elements: 2, attributes: 500 })).toEqual(
      readStrict('<a><b/></a>'),
    );
  });

  it('never differs from the strict parser, whatever bytes of a document are changed', () => {
    const piece = fc.constantFrom(
      ...[
        '<a>',
        '</a>',
        '<b c="1">',
        '</b>',
        '<a/>',
        'x',
        ' ',
        '\n',
        '\r\n',
        '&amp;',
        '&#9;',
        '&',
        '<!--',
        '-->',
      ],
      ...[
        '<![CDATA[',
        ']]>',
        ']]',
        '<',
        '>',
        '"',
        '=',
        'xmlns:p="urn:p"',
        '<p:b p:c="2"/>',
        '<a xmlns="urn:a">',
        '/',
        ':',
      ],
    );
    const assembled = fc.array(piece, { maxLength: 14 }).map((pieces) => `<a>${pieces.join('')}</a>`);
    const edited = fc
      .record({
        start: fc.constantFrom(...PLAIN),
        at: fc.nat(),
        gone: fc.nat(6),
        come: fc.oneof(piece, fc.string({ maxLength: 3 })),
      })
      .map(({ start, at, gone, come }) => {
        const from = at % (start.length + 1);
        return start.slice(0, from) + come + start.slice(from + gone);
      });
    fc.assert(
      fc.property(fc.oneof(assembled, edited), (text) => {
        const plain = readPlain(text, LIMITS);
        if (plain !== undefined) expect(plain).toEqual(strictly(text));
      }),
      { numRuns: 20_000, seed: 20261125 },
    );
  }, 120_000);
});
