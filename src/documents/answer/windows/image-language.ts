import { imageLanguageOf, localeOf, localeOfPosix, type WindowsLocale } from '../../windows-tables/index.js';
import type { WindowsOrder } from './contribution.js';

/** What is spoken where nothing says it: the language that every Windows falls back on. */
const ENGLISH = 'en-US';

/** The locale of Linux, as Windows has it. */
export function localeOfProfile({ profile }: Pick<WindowsOrder, 'profile'>): WindowsLocale {
  return localeOfPosix(profile.locale.language) ?? localeOf(ENGLISH)!;
}

/** The language of the image that is installed: what the profile says, else the nearest to what is spoken. */
export function imageLanguage(order: Pick<WindowsOrder, 'windows' | 'profile'>): string {
  const { image, locales } = order.windows.language ?? {};
  if (image !== undefined) return localeOf(image)!.tag;
  return imageLanguageOf(locales ? localeOf(locales[0]!.language)! : localeOfProfile(order));
}
