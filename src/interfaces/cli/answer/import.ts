import { basename, extname } from 'node:path';
import { stringify } from 'yaml';
import type { ImportedAnswer } from '../../../documents/answer/index.js';
import type { WindowsTarget } from '../../../documents/profile/index.js';
import type { Session } from '../session.js';
import { withThreads } from '../with-threads.js';
import { writeWhole } from '../whole-files.js';
import { readDocument } from '../documents/document-file.js';

/** `etabli answer import`: a profile draft, printed or in a file; what it leaves out on standard error. */
export async function importFile(
  session: Session,
  file: string,
  { output, force, target }: { output?: string; force?: boolean; target?: WindowsTarget },
): Promise<void> {
  const { importAnswerFile } = await import('../../../documents/answer/index.js');
  const { terminal } = session;
  const fileName = file === '-' ? undefined : basename(file);
  const bytes = await readDocument(file);
  const imported = await withThreads((threads) => importAnswerFile(threads, bytes, { fileName, target }));
  const yaml = stringify(imported.draft, { lineWidth: 0 });
  if (output !== undefined) {
    const isJson = extname(output).toLowerCase() === '.json';
    const content = isJson ? `${JSON.stringify(imported.draft, null, 2)}\n` : yaml;
    await writeWhole([{ path: output, content }], { force });
  }
  terminal.result(output === undefined ? imported : { ...imported, output }, () => [
    output ?? yaml.replace(/\n$/, ''),
  ]);
  if (!terminal.json) tellRest(session, file, imported);
}

function tellRest({ terminal }: Session, file: string, { notCarried, secrets }: ImportedAnswer): void {
  for (const { line, path, reason } of notCarried) {
    terminal.tell(`${file}:${line}: ${path}: ${terminal.say(reason)}`);
  }
  for (const { line, path, put } of secrets) terminal.tell(`${file}:${line}: ${path}: ${terminal.say(put)}`);
  terminal.tell(
    notCarried.length === 0
      ? { fr: 'Tout est repris dans le profil.', en: 'Everything is carried over into the profile.' }
      : {
          fr: `${notCarried.length} point(s) du fichier ne sont pas repris.`,
          en: `${notCarried.length} item(s) of the file are not carried over.`,
        },
  );
}
