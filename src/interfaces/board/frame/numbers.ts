import type { Language } from '../../../platform/core/index.js';

/** Made once: a formatter costs more than what it formats. */
const NUMBERS: Record<Language, Intl.NumberFormat> = {
  fr: new Intl.NumberFormat('fr-FR'),
  en: new Intl.NumberFormat('en-GB'),
};

/** `12 345` in French, `12,345` in English. */
export function numberText(number: number, language: Language): string {
  return NUMBERS[language].format(number);
}
