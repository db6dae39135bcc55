import type { Request } from 'express';
import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from './say.js';

/** The cookie of the theme switch. */
export const THEME_COOKIE = 'etabli_theme';

/** `auto` follows the system of the reader. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const NAMES: Record<Theme, Bilingual> = {
  auto: { fr: 'Thème automatique', en: 'Automatic theme' },
  light: { fr: 'Thème clair', en: 'Light theme' },
  dark: { fr: 'Thème sombre', en: 'Dark theme' },
};

export function themeOf(request: Request): Theme {
  const chosen: unknown = (request.cookies as Record<string, unknown> | undefined)?.[THEME_COOKIE];
  return THEMES.find((theme) => theme === chosen) ?? 'auto';
}

/** The theme that the switch chooses next, and its name. */
export function nextTheme(theme: Theme, language: Language): { theme: Theme; name: string } {
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!;
  return { theme: next, name: say(NAMES[next], language) };
}
