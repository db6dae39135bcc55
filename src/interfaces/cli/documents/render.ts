import { join } from 'node:path';
import type { Rendered } from '../../../documents/engine/index.js';
import { InputError } from '../../../platform/core/index.js';
import { readProfileText } from '../profile-text.js';
import { machineNamed } from '../named.js';
import type { Session } from '../session.js';
import { printable } from '../line.js';
import { writeWhole } from '../whole-files.js';
import { readDocument } from './document-file.js';
import type { CommandFamily, DocumentOptions, MachineFacts } from './family.js';

export interface OutputOptions {
  /** Folder; printed without it. */
  output?: string;
  force?: boolean;
}

/** Prints the files of a profile, or writes them into a folder. */
export async function renderFiles<Options extends DocumentOptions, File extends { name: string }, Dto>(
  session: Session,
  profile: string,
  options: Options & OutputOptions,
  family: CommandFamily<Options, File, Dto>,
): Promise<void> {
  const { terminal } = session;
  const rendered = await renderedFiles(session, profile, options, family);
  const { output, force } = options;
  if (output === undefined) {
    const { json, lines } = family.printed(rendered);
    terminal.result(json, () => lines);
  } else {
    const files = rendered.files.map((file) => ({
      path: join(output, file.name),
      content: family.content(file),
      secret: file.secret,
    }));
    await writeWhole(files, { force });
    const written = { ...rendered, files: files.map(({ path, secret }) => ({ path, secret })) };
    terminal.result(written, () => files.map(({ path }) => path));
  }
  tellRest(session, rendered);
}

/**
 * The files of a profile. A profile in a file is rendered without a server, unless the options need one: for
 * secrets or a machine that it knows. A profile that is named is rendered by the server.
 */
export async function renderedFiles<Options extends DocumentOptions, File extends { name: string }, Dto>(
  session: Session,
  profile: string,
  options: Options,
  family: CommandFamily<Options, File, Dto>,
): Promise<Rendered<File>> {
  const text = isFile(profile) ? (await readDocument(profile)).toString('utf8') : undefined;
  if (text !== undefined && options.profileVersion !== undefined) throw versionOfFile();
  const document = text === undefined ? undefined : await readProfileText(text);
  if (document !== undefined && !options.reveal && options.machine === undefined) {
    return family.render(document, factsOf(options), options);
  }
  const order = await orderOf(session, text ?? profile, options, family.choice(options));
  const body = { ...order, reveal: options.reveal ?? false };
  return family.received(await session.api().post<Dto>(`${family.path}/render`, { body }));
}

/** The part of an order that all orders have. */
export async function orderOf(session: Session, profile: string, options: DocumentOptions, choice: object) {
  const { profileVersion: version, machine } = options;
  const id = machine === undefined ? undefined : await machineNamed(session.api(), machine);
  return { profile, version, ...choice, machine: { id, ...factsOf(options) } };
}

function isFile(profile: string): boolean {
  return profile === '-' || /\.(ya?ml|json)$/i.test(profile) || /[/\\]/.test(profile);
}

function factsOf({ serial, assetTag, mac, hostname }: DocumentOptions): MachineFacts {
  return { serial, assetTag, hostname, ...(mac !== undefined && { macs: [mac] }) };
}

function versionOfFile(): InputError {
  return new InputError(
    {
      fr: '--profile-version ne vaut que pour un profil du serveur, pas pour un fichier.',
      en: '--profile-version is for a profile of the server, not for a file.',
    },
    [],
  );
}

/** Says which secrets are only references, and which options of the profile the files do not hold. */
export function tellRest<File>({ terminal }: Session, { files, secrets, notCarried }: Rendered<File>): void {
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
