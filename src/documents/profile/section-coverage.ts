import { type Bilingual, canonicalJson } from '../../platform/core/index.js';
import { type ProfileDocument, profileSchema } from './profile.schema.js';

/** An option of the profile that an output leaves out, and the reason. */
export interface NotCarried {
  /** `network.vpn[0].kind` */
  option: string;
  reason: Bilingual;
}

/** The sections of a profile: its top-level fields, except `name` and `title`. */
export type ProfileSection = Exclude<keyof ProfileDocument, 'name' | 'title'>;

/**
 * How an output (a kind of answer file, or a platform of management) handles each section. `carried`: it is written,
 * except for the options in the lists of that output. `elsewhere`: its name shows that it is for another output. A
 * text: the reason why it is left out. A new section of the profile does not compile until every output has a value for
 * it.
 */
export type SectionCoverage = Record<ProfileSection, 'carried' | 'elsewhere' | Bilingual>;

let least: ProfileDocument | undefined;

/** The sections that differ from their default and that the output leaves out. */
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
