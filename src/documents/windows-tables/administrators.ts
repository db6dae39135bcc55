/** What the built-in administrator is called by most languages of Windows, and in answer files by all of them. */
export const ADMINISTRATOR = 'Administrator';

/**
 * The languages of images that call it otherwise. The list that vmware/packer-examples-for-vsphere, issue 332,
 * was given; what Windows gives is the account whose SID ends with -500.
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

/** Each name that the built-in administrator has in some language of Windows, once. */
export const ADMINISTRATORS: readonly string[] = [...new Set([ADMINISTRATOR, ...Object.values(NAMES)])];

/** The built-in administrator as a Windows of a language calls it: Administrateur for fr-CA. */
export function administratorOf(imageLanguage: string): string {
  return NAMES[imageLanguage.split('-')[0]!.toLowerCase()] ?? ADMINISTRATOR;
}
