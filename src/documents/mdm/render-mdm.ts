import type { ReferencedMachine } from '../../park/machine/index.js';
import { type Rendered, RenderedSecrets } from '../engine/index.js';
import { mdm as mdmSection, type ProfileDocument } from '../profile/index.js';
import type { MdmFile, MdmOrder } from './order.js';
import type { MdmPlatform } from './platform.js';
import { PLATFORM_FILES } from './platforms.js';
import { sectionsLeftOut } from './section-coverage.js';

/** Which files of a profile. */
export interface MdmChoice {
  platform: MdmPlatform;
}

export type MdmRequest = MdmChoice & {
  profile: ProfileDocument;
  machine: ReferencedMachine;
  /** The values of the secrets by reference; without it every secret is written as `{vault:reference}`. */
  reveal?: ReadonlyMap<string, string>;
  payload: MdmOrder['payload'];
};

export type RenderedMdm = Rendered<MdmFile>;

/**
 * The files of a platform for one device. Rejects with InputError naming the option that is impossible, and
 * PermanentError when `reveal` does not hold a secret.
 */
export async function renderMdm({ reveal, ...request }: MdmRequest): Promise<RenderedMdm> {
  const { platform, profile } = request;
  const secrets = new RenderedSecrets(reveal);
  const { secret } = secrets;
  const mdm = profile.mdm ?? mdmSection.parse({});
  const { files, notCarried } = await PLATFORM_FILES[platform]({ ...request, mdm, secret });
  return secrets.rendered({
    files,
    notCarried: [...sectionsLeftOut(profile, platform), ...notCarried],
  });
}
