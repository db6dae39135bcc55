import type { Language } from '../../../platform/core/index.js';

/** One key: its place by the name that browsers give it, and what is printed on it. */
export interface Key {
  code: string;
  label: string;
  wide: boolean;
}

const row = (...codes: string[]) => codes;
const letters = (text: string) => [...text].map((letter) => `Key${letter}`);
const numbered = (name: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${name}${from + index}`);

/** The keys of a PC by their place, row by row. W3C UI Events KeyboardEvent code values. */
const ROWS = [
  row('Escape', ...numbered('F', 1, 12), 'Delete'),
  row('Backquote', ...numbered('Digit', 1, 9), 'Digit0', 'Minus', 'Equal', 'Backspace'),
  row('Tab', ...letters('QWERTYUIOP'), 'BracketLeft', 'BracketRight', 'Enter'),
  row('CapsLock', ...letters('ASDFGHJKL'), 'Semicolon', 'Quote', 'Backslash'),
  row('ShiftLeft', 'IntlBackslash', ...letters('ZXCVBNM'), 'Comma', 'Period', 'Slash', 'ShiftRight'),
  row('ControlLeft', 'MetaLeft', 'AltLeft', 'Space', 'AltRight', 'ControlRight'),
  row('ArrowLeft', 'ArrowUp', 'ArrowDown', 'ArrowRight'),
];

/** What has the same sign on every keyboard. */
const SIGNS: Record<string, string> = {
  Delete: 'Suppr',
  Backspace: '⌫',
  Tab: '⇥',
  Enter: '↵',
  CapsLock: '⇪',
  ShiftLeft: '⇧',
  ShiftRight: '⇧',
  ControlLeft: 'Ctrl',
  ControlRight: 'Ctrl',
  MetaLeft: '⊞',
  AltLeft: 'Alt',
  AltRight: 'Alt Gr',
  ArrowLeft: '←',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowRight: '→',
};

/** Where the print differs from the place: a French AZERTY, an American QWERTY. */
const PRINTS: Record<Language, Record<string, string>> = {
  fr: {
    Escape: 'Échap',
    Space: 'Espace',
    Backquote: '²',
    Digit1: '&',
    Digit2: 'é',
    Digit3: '"',
    Digit4: "'",
    Digit5: '(',
    Digit6: '-',
    Digit7: 'è',
    Digit8: '_',
    Digit9: 'ç',
    Digit0: 'à',
    Minus: ')',
    Equal: '=',
    KeyQ: 'A',
    KeyW: 'Z',
    KeyA: 'Q',
    KeyZ: 'W',
    BracketLeft: '^',
    BracketRight: '$',
    Semicolon: 'M',
    Quote: 'ù',
    Backslash: '*',
    IntlBackslash: '<',
    KeyM: ',',
    Comma: ';',
    Period: ':',
    Slash: '!',
  },
  en: {
    Escape: 'Esc',
    Delete: 'Del',
    Space: 'Space',
    Backquote: '`',
    Minus: '-',
    Equal: '=',
    BracketLeft: '[',
    BracketRight: ']',
    Semicolon: ';',
    Quote: "'",
    Backslash: '\\',
    IntlBackslash: '<',
    Comma: ',',
    Period: '.',
    Slash: '/',
  },
};

const WIDE = new Set(['Backspace', 'Tab', 'Enter', 'CapsLock', 'ShiftLeft', 'ShiftRight', 'Space']);

/** The keyboard that readers of this language usually have. */
export function keyRows(language: Language): { keys: Key[] }[] {
  return ROWS.map((codes) => ({
    keys: codes.map((code) => ({ code, label: labelOf(code, language), wide: WIDE.has(code) })),
  }));
}

function labelOf(code: string, language: Language): string {
  return PRINTS[language][code] ?? SIGNS[code] ?? code.replace(/^(Key|Digit)/, '');
}
