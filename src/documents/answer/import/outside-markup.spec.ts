import { outsideMarkup } from './outside-markup.js';

describe('markup besides elements', () => {
  it('is told with its line', () => {
    const text = '<?xml version="1.0"?>\n<!-- a\n-->\n<a><?go now?></a>\n<!-- b -->';
    expect(outsideMarkup(text)).toEqual([
      { kind: 'comment', line: 2 },
      { kind: 'instruction', line: 4 },
      { kind: 'comment', line: 5 },
    ]);
  });

  it('is not what a CDATA section or a comment only speaks of', () => {
    expect(outsideMarkup('<a><![CDATA[<!-- no -->]]></a>')).toEqual([]);
    expect(outsideMarkup('<!-- <?no?> <![CDATA[ --><a/>')).toEqual([{ kind: 'comment', line: 1 }]);
  });

  it('ends with the document when it is cut off', () => {
    expect(outsideMarkup('<a><!-- never')).toEqual([{ kind: 'comment', line: 1 }]);
  });
});
