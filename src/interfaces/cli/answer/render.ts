import { join } from 'node:path';
import type { RenderedAnswer } from '../../../documents/answer/index.js';
import { printable } from '../table.js';
import type { Session } from '../session.js';
import { writeWhole } from '../whole-files.js';
import { type AnswerOptions, askedAnswer } from './asked-answer.js';

export interface RenderOptions extends AnswerOptions {
  /** Folder; printed without it. */
  output?: string;
  force?: boolean;
}

/** `etabli answer render`: prints the files of a profile, or writes them into a folder. */
export async function render(session: Session, profile: string, options: RenderOptions): Promise<void> {
  const { terminal } = session;
  const answer = await askedAnswer(session, profile, options);
  const { output } = options;
  if (output !== undefined) {
    const files = answer.files.map(({ name, text, secret }) => ({
      path: join(output, name),
      content: text,
      secret,
    }));
    await writeWhole(files, { force: options.force });
    const written = { ...answer, files: files.map(({ path, secret }) => ({ path, secret })) };
    terminal.result(written, () => files.map(({ path }) => path));
  } else terminal.result(answer, () => textsOf(answer));
  tellRest(session, answer);
}

/** The one file as it is; several, each under its name. */
function textsOf({ files }: RenderedAnswer): string[] {
  const [first, ...others] = files;
  if (first !== undefined && others.length === 0) return [first.text.replace(/\n$/, '')];
  return files.flatMap(({ name, text }) => [`==> ${name} <==`, text.replace(/\n$/, ''), '']);
}

/** What the files need, and what the profile says that they do not. */
export function tellRest({ terminal }: Session, { files, secrets, notCarried }: RenderedAnswer): void {
  if (terminal.json) return;
  if (secrets.length > 0 && !files.some(({ secret }) => secret)) {
    terminal.tell({
      fr: `Secrets écrits comme références : ${secrets.join(', ')} (--reveal, en administrateur, écrit leurs valeurs)`,
      en: `Secrets printed as references: ${secrets.join(', ')} (--reveal, as an administrator, prints their values)`,
    });
  }
  for (const { option, reason } of notCarried) {
    terminal.tell(
      `${terminal.say({ fr: 'Non repris', en: 'Not carried' })}: ${printable(option)}: ${terminal.say(reason)}`,
    );
  }
}
