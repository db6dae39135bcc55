import { join } from 'node:path';
import { PermanentError } from '../core/index.js';
import { Templates } from './templates.js';

const templates = new Templates(join(import.meta.dirname, 'fixtures'));
const failure = (name: string, context: object): string => {
  try {
    return `rendered: ${templates.render(name, context)}`;
  } catch (error) {
    return error instanceof PermanentError ? error.message : `not a PermanentError: ${String(error)}`;
  }
};

describe('a template', () => {
  it('escapes HTML in text and in attributes', () => {
    expect(templates.render('page.html', { title: `"><script>alert('1')</script>` })).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;">' +
        '&quot;&gt;&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;</p>\n',
    );
  });

  it('includes another of its language, and escapes XML there', () => {
    expect(templates.render('list.xml', { names: ['A & B', ']]>'] })).toBe(
      '<list><item n="0">A &amp; B</item><item n="1">]]&gt;</item></list>\n',
    );
  });

  it('wraps its content in a frame', () => {
    expect(templates.render('framed.html', { title: 'A < B' })).toBe('<body><i>A &lt; B</i></body>');
  });

  it('refuses characters that no XML document may hold', () => {
    expect(failure('list.xml', { names: ['a\u0001b'] })).toBe(
      'list.xml: the character U+0001 cannot be written here (XML)',
    );
  });

  it('names the value that is missing, wherever it is used', () => {
    expect(failure('page.html', {})).toMatch(/^page\.html: "title" not defined/);
    expect(failure('print.sh', {})).toMatch(/^print\.sh: "value" not defined/);
    expect(failure('list.xml', {})).toMatch(/^list\.xml: "names" not defined/);
    expect(failure('said.sh', { language: 'fr' })).toMatch(/^said\.sh: "title" not defined/);
  });

  it.each([[null], [undefined], [{}], [['a']], [() => 'a'], [Number.NaN]])('refuses to print %p', (value) => {
    expect(failure('page.html', { title: value })).toMatch(
      /^page\.html: a value of type \w+ cannot be printed/,
    );
    expect(failure('print.sh', { value })).toMatch(/^print\.sh: a value of type \w+ cannot be printed/);
  });

  it('never reads inherited properties', () => {
    const inherited = Object.create({ title: 'inherited' }) as object;
    expect(failure('page.html', inherited)).toMatch(/^page\.html: /);
  });

  it('accepts a missing value in #if', () => {
    expect(templates.render('optional.html', { disks: [{ serial: 'S1' }, { serial: 'S2' }] })).toBe('S1S2\n');
    expect(templates.render('optional.html', { nickname: 'é', disks: [] })).toBe('<b>é</b>\n');
  });

  it('says a bilingual text in the language of its context', () => {
    const title = { fr: "L'étape", en: 'The step' };
    expect(templates.render('said.html', { language: 'fr', title })).toBe('<h1>L&#x27;étape</h1>\n');
    expect(templates.render('said.sh', { language: 'en', title })).toBe("echo 'The step'\n");
    expect(failure('said.html', { title })).toBe(
      'said.html: {{say}} expects "language" (fr or en) in the context',
    );
  });

  it('refuses a value printed without the quoting of its language', () => {
    const sh = 'would print a value without quoting; expected: {{sh x}}';
    expect(failure('bare.sh', { value: 'x' })).toBe(`bare.sh:1: {{value}} ${sh}`);
    expect(failure('raw.sh', { value: 'x' })).toBe(`raw.sh:1: {{{value}}} ${sh}`);
    expect(failure('foreign-quoting.sh', { value: 'x' })).toBe(`foreign-quoting.sh:1: {{grub}} ${sh}`);
    expect(failure('raw.html', { title: 'x' })).toBe(
      'raw.html:1: {{{title}}} would print a value without quoting; expected: {{x}}',
    );
  });

  it('refuses to include a template of another language', () => {
    expect(failure('foreign-partial.sh', {})).toBe(
      'item.xml is not written in the language of the template that includes it (.sh)',
    );
  });

  it.each(['../template/fixtures/page.html', '/etc/passwd', 'absent.sh', 'page.html\u0000', 'Page.html'])(
    'does not know %p',
    (name) => {
      expect(failure(name, {})).toBe(`unknown template: ${name}`);
    },
  );
});
