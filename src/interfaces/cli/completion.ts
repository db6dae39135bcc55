import type { Argument, Command, Option } from 'commander';
import { printable } from './line.js';

export const SHELLS = ['bash', 'zsh'] as const;
export type Shell = (typeof SHELLS)[number];

/** What may follow the words of one command. */
interface Place {
  /** `lot import`; empty for etabli itself. */
  path: string;
  words: Word[];
  /** Options that take a value, and its choices if it has some. */
  values: { option: string; choices: string[] }[];
}

interface Word {
  text: string;
  about: string;
}

/** The script that completes the commands, options and choices of this program in a shell. */
export function completionScript(program: Command, shell: Shell): string {
  const places = placesOf(program, '', []);
  return shell === 'bash' ? bashScript(places) : zshScript(places);
}

function placesOf(command: Command, path: string, inherited: readonly Option[]): Place[] {
  const options = [...inherited, ...command.options].filter(({ hidden }) => !hidden);
  const words = [
    ...command.commands.map((one) => ({ text: one.name(), about: one.description() })),
    ...command.registeredArguments.flatMap((argument) =>
      choicesOf(argument).map((text) => ({ text, about: '' })),
    ),
    ...options.flatMap((option) => namesOf(option).map((text) => ({ text, about: option.description }))),
    { text: '--help', about: '' },
  ];
  const values = options
    .filter(({ required, optional }) => required || optional)
    .flatMap((option) => namesOf(option).map((name) => ({ option: name, choices: choicesOf(option) })));
  const below = command.commands.flatMap((one) => placesOf(one, `${path} ${one.name()}`.trim(), options));
  return [{ path, words, values }, ...below];
}

function namesOf({ long, short }: Option): string[] {
  return [long, short].filter((name) => name !== undefined && name !== null);
}

function choicesOf({ argChoices }: Argument | Option): string[] {
  return argChoices ?? [];
}

/**
 * A word that names a command leads to its place; the value of an option does not. Where nothing fits, bash completes
 * names of files.
 */
function bashScript(places: Place[]): string {
  return `# etabli completion bash > /etc/bash_completion.d/etabli
_etabli() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} place='' words='' word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    [[ $word == -* ]] && continue
    _etabli_value "$place" "\${COMP_WORDS[i-1]}" && continue
    _etabli_is_place "\${place:+$place }$word" && place="\${place:+$place }$word"
  done
  if _etabli_value "$place" "$before"; then
    [[ -z $words ]] && return
  else
    _etabli_words "$place"
  fi
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <(compgen -W "$words" -- "$current")
}

_etabli_is_place() {
  case $1 in
    ${places
      .filter(({ path }) => path !== '')
      .map(({ path }) => quoted(path))
      .join(' | ')}) return 0 ;;
  esac
  return 1
}

_etabli_words() {
  case $1 in
${places.map(({ path, words }) => `    ${quoted(path)}) words=${quoted(textsOf(words))} ;;`).join('\n')}
  esac
}

# Of an option that takes a value: its choices. Fails for every other word.
_etabli_value() {
  case "$1|$2" in
${valueCases(places)}
    *) return 1 ;;
  esac
}

complete -o default -F _etabli etabli
`;
}

function zshScript(places: Place[]): string {
  return `#compdef etabli
# etabli completion zsh > "\${fpath[1]}/_etabli"
_etabli() {
  local place='' word i
  local -a words_here
  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
    [[ $word == -* ]] && continue
    _etabli_value "$place" "\${words[i-1]}" && continue
    _etabli_is_place "\${place:+$place }$word" && place="\${place:+$place }$word"
  done
  if _etabli_value "$place" "\${words[CURRENT-1]}"; then
    if (( \${#words_here} )); then _describe 'value' words_here; else _files; fi
    return
  fi
  _etabli_words "$place"
  _describe 'etabli' words_here || _files
}

_etabli_is_place() {
  case $1 in
    ${places
      .filter(({ path }) => path !== '')
      .map(({ path }) => `(${quoted(path)})`)
      .join(' return 0 ;;\n    ')} return 0 ;;
  esac
  return 1
}

_etabli_words() {
  case $1 in
${places.map(({ path, words }) => `    (${quoted(path)}) words_here=(${words.map(described).join(' ')}) ;;`).join('\n')}
  esac
}

_etabli_value() {
  case "$1|$2" in
${zshValueCases(places)}
    (*) return 1 ;;
  esac
}

if [[ \${funcstack[1]} == _etabli ]]; then _etabli "$@"; else compdef _etabli etabli; fi
`;
}

function valueCases(places: Place[]): string {
  return places
    .flatMap(({ path, values }) =>
      values.map(
        ({ option, choices }) => `    ${quoted(`${path}|${option}`)}) words=${quoted(choices.join(' '))} ;;`,
      ),
    )
    .join('\n');
}

function zshValueCases(places: Place[]): string {
  return places
    .flatMap(({ path, values }) =>
      values.map(
        ({ option, choices }) =>
          `    (${quoted(`${path}|${option}`)}) words_here=(${choices.map(quoted).join(' ')}) ;;`,
      ),
    )
    .join('\n');
}

function textsOf(words: Word[]): string {
  return words.map(({ text }) => text).join(' ');
}

/** \`name:what it does\`, where a colon of the name is escaped. zsh, _describe. */
function described({ text, about }: Word): string {
  const name = text.replaceAll(':', '\\\\:');
  return quoted(about === '' ? name : `${name}:${printable(about).replace(/\s+/g, ' ')}`);
}

/** A word of the shell that nothing in it ends. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
