import type { Language } from '../../platform/core/index.js';

/** Commander's error messages in English, with their French translations. */
const FRENCH: [RegExp, string][] = [
  [/^error: unknown command '(.*)'/, 'commande inconnue : $1'],
  [/^error: unknown option '(.*)'/, 'option inconnue : $1'],
  [/^error: missing required argument '(.*)'/, 'argument manquant : $1'],
  [/^error: option '(.*)' argument missing/, 'valeur manquante : $1'],
  [/^error: required option '(.*)' not specified/, 'option obligatoire : $1'],
  [/^error: option '(.*?)' argument '(.*?)' is invalid\.( .*)?/, '$1 : « $2 » ne convient pas.$3'],
  [
    /^error: command-argument value '(.*?)' is invalid for argument '(.*?)'\./,
    '$2 : « $1 » ne convient pas.',
  ],
  [
    /^error: too many arguments(?: for '(.*)')?\. Expected (\d+) arguments? but got (\d+)\./,
    'trop d’arguments : $3 au lieu de $2.',
  ],
  [/Allowed choices are (.*)\.$/, 'Choix possibles : $1.'],
  [/\(Did you mean one of (.*)\?\)/, '(Vouliez-vous dire l’un de : $1 ?)'],
  [/\(Did you mean (.*)\?\)/, '(Vouliez-vous dire : $1 ?)'],
];

/** Commander's error message in the user's language, without its prefix. */
export function usageMistake(message: string, language: Language): string {
  const text = message.trim();
  if (language === 'en') return text.replace(/^error: /, '');
  return FRENCH.reduce(
    (translated, [english, french]) => translated.replace(english, (...match) => filled(french, match)),
    text,
  ).replace(/^error: /, '');
}

/** Replaces `$1` by the first group, and so on; a group that did not match by nothing. */
function filled(pattern: string, match: unknown[]): string {
  return pattern.replace(/\$(\d)/g, (_, group: string) => (match[Number(group)] as string | undefined) ?? '');
}

/** Translates the words that commander adds to the description of an option. */
export function optionWords(description: string, language: Language): string {
  if (language === 'en') return description;
  return description.replace(/\bchoices: /, 'choix : ').replace(/\bdefault: /, 'défaut : ');
}
