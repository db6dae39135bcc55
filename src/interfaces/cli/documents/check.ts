import { basename } from 'node:path';
import {
  type Bilingual,
  type DocumentFinding,
  InputError,
  SEVERITIES,
  type Severity,
} from '../../../platform/core/index.js';
import { readDocument } from './document-file.js';
import { EXIT } from '../exit-status.js';
import type { Session } from '../session.js';
import type { Terminal } from '../terminal.js';
import { withThreads } from '../with-threads.js';
import type { FamilyCheck } from './family.js';

const SEVERITY_WORDS: Record<Severity, Bilingual> = {
  error: { fr: 'erreur', en: 'error' },
  warning: { fr: 'avertissement', en: 'warning' },
  note: { fr: 'note', en: 'note' },
};

/** One file: its findings, or why it could not be read. */
interface CheckedFile {
  file: string;
  kind?: string;
  findings: DocumentFinding[];
  unreadable?: Bilingual;
  remedy?: Bilingual;
}

/** Checks files without a server: 0 without errors, 1 with some, 2 when a file could not be read. */
export async function checkFiles<Options extends object>(
  session: Session,
  files: string[],
  options: Options,
  check: FamilyCheck<Options>,
): Promise<number> {
  const checked = await withThreads(async (threads) => {
    const all: CheckedFile[] = [];
    for (const file of files)
      all.push(await checkFile(file, (bytes, fileName) => check(threads, bytes, { ...options, fileName })));
    return all;
  });
  session.terminal.result(
    checked.map(({ unreadable, remedy, ...file }) => ({
      ...file,
      ...(unreadable && { unreadable: session.terminal.say(unreadable) }),
      ...(remedy && { remedy: session.terminal.say(remedy) }),
    })),
    () => checked.flatMap((file) => linesOf(file, session.terminal)),
  );
  if (checked.some(({ unreadable }) => unreadable !== undefined)) return EXIT.input;
  const isWrong = checked.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));
  return isWrong ? EXIT.no : EXIT.done;
}

async function checkFile(
  file: string,
  check: (bytes: Buffer, fileName: string) => ReturnType<FamilyCheck<object>>,
): Promise<CheckedFile> {
  try {
    const { kind, findings } = await check(await readDocument(file), basename(file));
    return { file, kind, findings };
  } catch (error) {
    if (error instanceof InputError)
      return { file, findings: [], unreadable: error.text, remedy: error.remedy };
    throw error;
  }
}

function linesOf({ file, findings, unreadable, remedy }: CheckedFile, terminal: Terminal): string[] {
  if (unreadable) {
    const todo = remedy && hint(terminal, TO_DO, terminal.say(remedy));
    return [`${file}: ${terminal.say(unreadable)}`, ...(todo ? [todo] : [])];
  }
  return [
    ...findings.flatMap((finding) => findingLines(file, finding, terminal)),
    summary(file, findings, terminal),
  ];
}

function findingLines(file: string, finding: DocumentFinding, terminal: Terminal): string[] {
  const { line, column, severity, rule, path, found, expected, remedy } = finding;
  return [
    `${file}:${line}:${column} ${terminal.say(SEVERITY_WORDS[severity])} ${rule}${path ? `  ${path}` : ''}`,
    hint(terminal, { fr: 'trouvé', en: 'found' }, found),
    hint(terminal, { fr: 'attendu', en: 'expected' }, terminal.say(expected)),
    hint(terminal, TO_DO, terminal.say(remedy)),
  ];
}

const TO_DO: Bilingual = { fr: 'à faire', en: 'to do' };

/** `    found: TimeZone` */
function hint(terminal: Terminal, text: Bilingual, value: string): string {
  return `    ${terminal.say(text)}${terminal.language === 'fr' ? ' : ' : ': '}${value}`;
}

/** `a.xml: 2 errors, 1 warning, 0 notes` */
function summary(file: string, findings: DocumentFinding[], terminal: Terminal): string {
  const counts = SEVERITIES.map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    const isPlural = terminal.language === 'fr' ? count > 1 : count !== 1;
    return `${count} ${terminal.say(SEVERITY_WORDS[severity])}${isPlural ? 's' : ''}`;
  });
  return `${file}: ${counts.join(', ')}`;
}
