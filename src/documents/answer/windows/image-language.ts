import { imageLanguageOf, localeOf, localeOfPosix, type WindowsLocale } from '../../windows-tables/index.js';
import type { WindowsOrder } from './contribution.js';

/** The default: Windows always falls back to this language. */
const ENGLISH = 'en-US';

/** The Windows locale for the one of Linux. */
export function localeOfProfile({ profile }: Pick<WindowsOrder, 'profile'>): WindowsLocale {
  return localeOfPosix(profile.locale.language) ?? localeOf(ENGLISH)!;
}

/** The language of the image: from the profile, else the closest one to the locale. */
export function imageLanguage(order: Pick<WindowsOrder, 'windows' | 'profile'>): string {
  const { image, locales } = order.windows.language ?? {};
  if (image !== undefined) return localeOf(image)!.tag;
  return imageLanguageOf(locales ? localeOf(locales[0]!.language)! : localeOfProfile(order));
}
