import { createHash } from 'node:crypto';
import type { MdmChoice, MdmFile, RenderedMdm } from '../../../documents/mdm/index.js';
import type { RenderedMdmDto } from '../../../documents/mdm/server.js';
import { InputError } from '../../../platform/core/index.js';
import type { CommandFamily, DocumentOptions } from '../documents/family.js';
import { readGiven } from '../given-file.js';

export type MdmOptions = DocumentOptions & MdmChoice;

/** Files of device management, as the commands see them. */
export const MDM: CommandFamily<MdmOptions, MdmFile, RenderedMdmDto> = {
  path: '/api/mdm',
  choice: ({ platform }) => ({ platform }),
  async render(profile, machine, { platform, payload: files = [] }) {
    const { renderMdm } = await import('../../../documents/mdm/index.js');
    return renderMdm({ platform, profile, machine, payload: await payloadsIn(files) });
  },
  received: ({ files, ...rest }) => ({
    ...rest,
    files: files.map(({ content, encoding, ...file }) => ({
      ...file,
      bytes: Buffer.from(content, encoding),
    })),
  }),
  content: ({ bytes }) => Buffer.from(bytes),
  printed(rendered) {
    const content = onlyText(rendered);
    const files = rendered.files.map(({ bytes: _, ...file }) => ({ ...file, content }));
    return { json: { ...rendered, files }, lines: [content.replace(/\n$/, '')] };
  },
};

async function payloadsIn(files: string[]): Promise<(sha256: string) => Uint8Array> {
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

/** The text of the only file. A terminal shows no archive, no picture, and not several files at once. */
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
