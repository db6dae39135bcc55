import { filled, type Frame, type Hostile, PATTERN_TEXTS, repeated, unknownNames } from './filled.js';

/** The parts that may grow in an XML document, inside the element that the frame opens. */
export function hostileXml(frame: Frame, element: string, seed: number): Record<string, Hostile> {
  const name = unknownNames(seed);
  const inside = (open: string, close: string): Frame => ({
    before: `${frame.before}${open}`,
    after: `${close}${frame.after}`,
  });
  return {
    attributes: filled(inside(`<${element} `, '/>'), (index) => `a${index}="1"`, ' '),
    'strict attributes': filled(inside(`<${element} é="" `, '/>'), (index) => `a${index}="1"`, ' '),
    'one attribute often': filled(inside(`<${element} `, '/>'), () => 'a="1"', ' '),
    namespaces: filled(inside(`<${element} `, '/>'), (index) => `xmlns:n${index}="urn:${index}"`, ' '),
    'namespaced attributes': filled(
      inside(`<${element} xmlns:a="urn:1" xmlns:b="urn:1" `, '/>'),
      (index) => `a:x${index}="1"`,
      ' ',
    ),
    'namespaces in each element': nestedNamespaces(frame, element),
    'namespaces beside many': filled(
      inside(`<${element} ${range(2_000, (index) => `xmlns:n${index}="urn:${index}"`)}>`, `</${element}>`),
      (index) => `<a xmlns:m="urn:${index}"/>`,
    ),
    'unknown elements': filled(frame, (index) => `<${name(index)}>1</${name(index)}>`),
    'one element often': filled(frame, () => `<${element}>1</${element}>`),
    'empty elements': filled(frame, () => '<a/>', ''),
    'elements within elements': filled(frame, (index) => `<${element}><a><b>${index}</b></a></${element}>`),
    'deep elements': repeated(frame, '<a>', '</a>'),
    'deep within limits': filled(frame, () => `${'<a>'.repeat(40)}${'</a>'.repeat(40)}`),
    comments: filled(frame, (index) => `<!-- ${index} -->`),
    'one comment': repeated(inside('<!--', '-->'), '- '),
    instructions: filled(frame, (index) => `<?a ${index}?>`),
    'comments before': (bytes) =>
      filled({ before: '', after: '' }, () => '<!-- -->')(bytes) + frame.before + frame.after,
    'CDATA sections': filled(inside(`<${element}>`, `</${element}>`), () => '<![CDATA[<]]>', ''),
    'CDATA among elements': filled(frame, () => '<![CDATA[ ]]><a/>', ''),
    entities: filled(inside(`<${element}>`, `</${element}>`), () => '&amp;&#65;', ''),
    'entities that do not end': repeated(inside(`<${element}>`, `</${element}>`), '&'),
    'a long name': repeated(inside('<', '/>'), 'a'),
    'a long attribute': repeated(inside(`<${element} a="`, '"/>'), 'a'),
    'text among elements': filled(frame, (index) => `${index}<a/>`),
    blanks: repeated(frame, ' \n'),
    'carriage returns': repeated(frame, '\r'),
    'lines of carriage returns': filled(frame, (index) => `<a>${index}</a>`, '\r'),
    'tags that do not end': repeated(frame, '<a '),
    'tags that do not close': repeated(frame, '<'),
    ...Object.fromEntries(
      Object.entries(PATTERN_TEXTS).map(([what, [text, end]]) => [
        `text: ${what}`,
        repeated(inside(`<${element}>`, `${end}</${element}>`), text.replaceAll('<', '&lt;')),
      ]),
    ),
  };
}

function range(count: number, item: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => item(index)).join(' ');
}

/** Nested elements that each declare many prefixes, which are all in scope in the innermost one. */
function nestedNamespaces(frame: Frame, element: string): Hostile {
  return (bytes) => {
    const depth = 80;
    const each = Math.max(1, Math.floor((bytes - frame.before.length) / depth / 22));
    const opened = Array.from(
      { length: depth },
      (_, level) => `<${element} ${range(each, (index) => `xmlns:n${level}x${index}="u"`)}>`,
    );
    return `${frame.before}${opened.join('')}${`</${element}>`.repeat(depth)}${frame.after}`;
  };
}
