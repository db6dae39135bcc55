import { type Bilingual, canonicalJson } from '../../platform/core/index.js';
import { type ProfileDocument, profileSchema } from './profile.schema.js';

/** An option of the profile that a file does not hold, and why. */
export interface NotCarried {
  /** `network.vpn[0].kind` */
  option: string;
  reason: Bilingual;
}

/** The sections of a profile: what stands at its top, but for what it is called. */
export type ProfileSection = Exclude<keyof ProfileDocument, 'name' | 'title'>;

/**
 * What an output, a kind of answer file or a platform of management, does with each section: it carries it, as far
 * as its own lists do not say otherwise; the section is for another output by its very name; or why it does not.
 * A section that is added to the profile does not compile until every output says what becomes of it.
 */
export type SectionCoverage = Record<ProfileSection, 'carried' | 'elsewhere' | Bilingual>;

let least: ProfileDocument | undefined;

/** The sections that somebody wrote something in, and that the output does not carry. */
export function sectionsNotCarried(
  profile: ProfileDocument,
  coverage: SectionCoverage,
): { option: ProfileSection; reason: Bilingual }[] {
  least ??= profileSchema.parse({ name: 'least' });
  const usual = least;
  return (Object.entries(coverage) as [ProfileSection, SectionCoverage[ProfileSection]][]).flatMap(
    ([option, reason]) =>
      typeof reason === 'string' || canonicalJson(profile[option]) === canonicalJson(usual[option])
        ? []
        : [{ option, reason }],
  );
}
