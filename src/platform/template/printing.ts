import { type Bilingual, LANGUAGES, PermanentError, say, shellWord } from '../core/index.js';
import { cmdWord, grubWord, jsonText, oneLine, powerShellWord, xmlText } from './quoting.js';
import { VALUE } from './strict-syntax.js';

type Helper = (this: unknown, ...given: unknown[]) => unknown;

/** What a template may call: the quoting of each language, `say` for bilingual texts, and `eq`. */
export function printingHelpers(extension: string): Record<string, Helper> {
  const markup = extension === 'xml' ? xmlText : (text: string) => text;
  return {
    [VALUE]: (value) => markup(printed(value)),
    sh: (value) => shellWord(printed(value)),
    grub: (value) => grubWord(printed(value)),
    ps: (value) => powerShellWord(printed(value)),
    cmd: (value) => cmdWord(printed(value)),
    line: (value) => oneLine(printed(value)),
    json: (value) => jsonText(value),
    say: (text, options) => said(text, options),
    eq: (one, other) => one === other,
  };
}

function printed(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  const kind = value === null ? 'null' : typeof value;
  throw new PermanentError({
    fr: `une valeur de type ${kind} ne peut pas être écrite ; attendu : texte, nombre ou booléen`,
    en: `a value of type ${kind} cannot be printed; expected: text, number or boolean`,
  });
}

/** `{{say title}}`: the text in the language that the context's root names. */
function said(text: unknown, options: unknown): string {
  const root = (options as { data: { root: { language?: unknown } } }).data.root;
  const language = LANGUAGES.find((known) => known === root.language);
  if (!language) {
    throw new PermanentError({
      fr: '{{say}} attend « language » (fr ou en) dans le contexte',
      en: '{{say}} expects "language" (fr or en) in the context',
    });
  }
  return printed(say(text as Bilingual, language));
}
