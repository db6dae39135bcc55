import { PermanentError } from '../../platform/core/index.js';
import type { ReferencedMachine } from '../../park/machine/index.js';
import { mdm as mdmSection, type ProfileDocument } from '../profile/index.js';
import { PLATFORM_FILES } from './platforms.js';
import type { MdmFile, MdmOrder, NotCarried } from './order.js';
import type { MdmPlatform } from './platform.js';
import { sectionsLeftOut } from './section-coverage.js';

/** Which files are wanted, for which device. */
export interface MdmRequest {
  platform: MdmPlatform;
  profile: ProfileDocument;
  machine: ReferencedMachine;
  /** The values of the secrets by reference; without it every secret is shown as `{vault:reference}`. */
  reveal?: ReadonlyMap<string, string>;
  payload: MdmOrder['payload'];
}

export interface RenderedMdm {
  files: (MdmFile & { secret: boolean })[];
  /** The references of the secrets that the files need, sorted. */
  secrets: string[];
  /** What the profile says and these files do not. */
  notCarried: NotCarried[];
}

/**
 * The files of a platform for one device. Rejects with InputError naming the option that cannot be, and
 * PermanentError when a secret is to be revealed and `reveal` does not hold it.
 */
export async function renderMdm({
  platform,
  profile,
  machine,
  reveal,
  payload,
}: MdmRequest): Promise<RenderedMdm> {
  const used = new Set<string>();
  const secret = ({ vault }: { vault: string }): string => {
    used.add(vault);
    if (reveal === undefined) return `{vault:${vault}}`;
    return reveal.get(vault) ?? absent(vault);
  };
  const mdm = profile.mdm ?? mdmSection.parse({});
  const { files, notCarried } = await PLATFORM_FILES[platform]({
    platform,
    profile,
    mdm,
    machine,
    secret,
    payload,
  });
  const revealed = reveal !== undefined && used.size > 0;
  return {
    files: files.map((file) => ({ ...file, secret: revealed })),
    secrets: [...used].sort(),
    notCarried: [...sectionsLeftOut(profile, platform), ...notCarried],
  };
}

function absent(reference: string): never {
  throw new PermanentError({
    fr: `le secret ${reference} n’a pas été lu dans le coffre`,
    en: `the secret ${reference} was not read from the vault`,
  });
}
