import { createHash } from 'node:crypto';
import { InputError } from '../../../platform/core/index.js';
import type { MdmPlatform, RenderedMdm } from '../../../documents/mdm/index.js';
import { readProfileText } from '../profile-text.js';
import { readDocument } from '../document-file.js';
import { readGiven } from '../given-file.js';
import type { Session } from '../session.js';

/** What the command line says of the files that it wants. */
export interface MdmOptions {
  platform: MdmPlatform;
  profileVersion?: number;
  machine?: string;
  serial?: string;
  assetTag?: string;
  mac?: string;
  hostname?: string;
  /** Files that the profile names by their digest. */
  payload?: string[];
  reveal?: boolean;
}

/** The files as the API tells them. */
interface Answered extends Omit<RenderedMdm, 'files'> {
  files: {
    name: string;
    mediaType: string;
    encoding: 'utf-8' | 'base64';
    content: string;
    secret: boolean;
  }[];
}

/**
 * The files of a platform: of a profile in a file, here and now, unless secrets or a machine of the server are
 * asked for; of a name, by the server.
 */
export async function askedMdm(session: Session, profile: string, options: MdmOptions): Promise<RenderedMdm> {
  const text = isFile(profile) ? (await readDocument(profile)).toString('utf8') : undefined;
  const { platform } = options;
  const document = text === undefined ? undefined : await readProfileText(text);
  if (document === undefined || options.reveal || options.machine !== undefined) {
    const body = orderOf(options, text ?? profile);
    const answered = await session.api().post<Answered>('/api/mdm/render', { body });
    return {
      ...answered,
      files: answered.files.map(({ content, encoding, ...file }) => ({
        ...file,
        bytes: Buffer.from(content, encoding),
      })),
    };
  }
  const { renderMdm } = await import('../../../documents/mdm/index.js');
  const payload = await payloadsGiven(options.payload ?? []);
  return renderMdm({ platform, profile: document, machine: factsOf(options), payload });
}

export function isFile(profile: string): boolean {
  return profile === '-' || /\.(ya?ml|json)$/i.test(profile) || /[/\\]/.test(profile);
}

/** What the command line says of the machine. */
export function factsOf({ serial, assetTag, mac, hostname }: Omit<MdmOptions, 'platform'>) {
  return { serial, assetTag, hostname, ...(mac !== undefined && { macs: [mac] }) };
}

function orderOf(options: MdmOptions, profile: string) {
  const { platform, reveal, machine, profileVersion } = options;
  return {
    profile,
    version: profileVersion,
    platform,
    machine: { id: machine, ...factsOf(options) },
    reveal: reveal ?? false,
  };
}

async function payloadsGiven(files: string[]): Promise<(sha256: string) => Uint8Array> {
  const contents = new Map<string, Buffer>();
  for (const file of files) {
    const bytes = await readGiven(file);
    contents.set(createHash('sha256').update(bytes).digest('hex'), bytes);
  }
  return (sha256) => contents.get(sha256) ?? missing(sha256);
}

function missing(sha256: string): never {
  throw new InputError(
    {
      fr: `le profil nomme le fichier ${sha256}, qui n’est pas donné`,
      en: `the profile names the file ${sha256}, which is not given`,
    },
    [],
    { remedy: { fr: 'Donnez-le avec --payload FICHIER.', en: 'Give it with --payload FILE.' } },
  );
}
