import { KICKSTART_SECTIONS } from '../../tables/kickstart-commands.js';
import { type ShellWord, shellWords } from './shell-words.js';

/** A line that is not part of a script: a command, the head of a section, or what one of packages holds. */
export interface LogicalLine {
  line: number;
  text: string;
  /** Undefined when a quote is never closed. */
  words: ShellWord[] | undefined;
  /** The section that it stands in; '' for the commands, its own name for a head. */
  section: string;
  kind: 'command' | 'head' | 'package' | 'include';
}

export interface KickstartFile {
  lines: LogicalLine[];
  /** Heads of sections that never end. */
  unclosed: LogicalLine[];
  /** `%end` where nothing is open. */
  strayEnds: number[];
  /** Whether more comes from other files. */
  includes: boolean;
}

/** The lines of a kickstart file as Anaconda's parser takes them apart; what scripts hold is left alone. */
export function kickstartLines(text: string): KickstartFile {
  const file: KickstartFile = { lines: [], unclosed: [], strayEnds: [], includes: false };
  let open: LogicalLine | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/\r$/, '');
    const first = /^\s*(\S+)/.exec(line)?.[1];
    if (first === undefined || first.startsWith('#')) continue;
    const isTag = first === '%end' || KICKSTART_SECTIONS.has(first);
    if (first === '%include' || first === '%ksappend') {
      file.includes = true;
    } else if (first === '%end') {
      if (open === undefined) file.strayEnds.push(index + 1);
      open = undefined;
    } else if (open !== undefined && !isTag) {
      if (open.section === '%packages') file.lines.push(logical(line, index, '%packages', 'package'));
    } else if (first.startsWith('%') && /^%[A-Za-z]/.test(first)) {
      if (open !== undefined) file.unclosed.push(open);
      open = logical(line, index, first, 'head');
      file.lines.push(open);
    } else file.lines.push(logical(line, index, '', 'command'));
  }
  if (open !== undefined) file.unclosed.push(open);
  return file;
}

function logical(text: string, index: number, section: string, kind: LogicalLine['kind']): LogicalLine {
  return { line: index + 1, text, section, kind, words: shellWords(text) };
}
