import { join } from 'node:path';
import { InputError } from '../../../platform/core/index.js';
import type { RenderedMdm } from '../../../documents/mdm/index.js';
import type { Session } from '../session.js';
import { printable } from '../table.js';
import { writeWhole } from '../whole-files.js';
import { askedMdm, type MdmOptions } from './asked-mdm.js';

export interface RenderOptions extends MdmOptions {
  /** Folder; the one text file is printed without it. */
  output?: string;
  force?: boolean;
}

/** `etabli mdm render`: writes the files of a platform into a folder, or prints the one that there is. */
export async function render(session: Session, profile: string, options: RenderOptions): Promise<void> {
  const { terminal } = session;
  const rendered = await askedMdm(session, profile, options);
  const { output } = options;
  if (output === undefined) {
    const text = onlyText(rendered);
    terminal.result(
      { ...rendered, files: rendered.files.map(({ bytes: _, ...file }) => ({ ...file, content: text })) },
      () => [text.replace(/\n$/, '')],
    );
  } else {
    const files = rendered.files.map(({ name, bytes, secret }) => ({
      path: join(output, name),
      content: Buffer.from(bytes),
      secret,
    }));
    await writeWhole(files, { force: options.force });
    const written = { ...rendered, files: files.map(({ path, secret }) => ({ path, secret })) };
    terminal.result(written, () => files.map(({ path }) => path));
  }
  tellRest(session, rendered);
}

/** Bytes of an archive or a picture, and several files at once, do not go to a terminal. */
function onlyText({ files }: RenderedMdm): string {
  const [first, ...others] = files;
  const names = files.map(({ name }) => name).join(', ');
  if (first !== undefined && others.length === 0 && !first.bytes.includes(0)) {
    return Buffer.from(first.bytes).toString('utf8');
  }
  if (first === undefined) {
    throw new InputError(
      {
        fr: 'ce profil ne dit rien pour ce système : il n’y a aucun fichier à écrire',
        en: 'this profile says nothing for this system: there is no file to write',
      },
      [],
    );
  }
  throw new InputError(
    { fr: `il y a plusieurs fichiers : ${names}`, en: `there are several files: ${names}` },
    [],
    {
      remedy: {
        fr: 'Dites où les écrire : --output DOSSIER.',
        en: 'Say where to write them: --output FOLDER.',
      },
    },
  );
}

function tellRest({ terminal }: Session, { files, secrets, notCarried }: RenderedMdm): void {
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
