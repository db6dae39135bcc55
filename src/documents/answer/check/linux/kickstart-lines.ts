import { KICKSTART_SECTIONS } from '../../tables/kickstart-commands.js';
import { type ShellWord, shellWords } from './shell-words.js';

/** A line outside scripts: a command, the first line of a section, or a line of %packages. */
export interface LogicalLine {
  line: number;
  text: string;
  /** Undefined when a quote is never closed. */
  words: ShellWord[] | undefined;
  /** The section of the line; '' for commands, its own name for the first line of a section. */
  section: string;
  kind: 'command' | 'head' | 'package' | 'include';
}

export interface KickstartFile {
  lines: LogicalLine[];
  /** First lines of sections without `%end`. */
  unclosed: LogicalLine[];
  /** `%end` lines outside sections. */
  strayEnds: number[];
  /** Whether the file includes other files. */
  includes: boolean;
}

/** The lines of a kickstart file, split as Anaconda's parser does; the content of scripts is skipped. */
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
