/** The name of the built-in administrator in most languages of Windows; answer files use it for all languages. */
export const ADMINISTRATOR = 'Administrator';

/**
 * The image languages with another name, from a list in vmware/packer-examples-for-vsphere, issue 332. In Windows, the
 * account is the one whose SID ends with -500.
 */
const NAMES: Record<string, string> = {
  es: 'Administrador',
  fi: 'Järjestelmänvalvoja',
  fr: 'Administrateur',
  hu: 'Rendszergazda',
  pt: 'Administrador',
  ru: 'Администратор',
  sv: 'Administratör',
};

/** Every name of the built-in administrator, without duplicates. */
export const ADMINISTRATORS: readonly string[] = [...new Set([ADMINISTRATOR, ...Object.values(NAMES)])];

/** The name of the built-in administrator in a language: Administrateur for fr-CA. */
export function administratorOf(imageLanguage: string): string {
  return NAMES[imageLanguage.split('-')[0]!.toLowerCase()] ?? ADMINISTRATOR;
}
