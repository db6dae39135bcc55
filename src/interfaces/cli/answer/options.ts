import type { WindowsOption } from '../../../documents/answer/index.js';
import type { Language } from '../../../platform/core/index.js';
import type { Session } from '../session.js';

/** `etabli answer options`: every option of Windows, what it means and where it lands. Needs no server. */
export async function options(session: Session, words: string[] = []): Promise<void> {
  const { windowsOptions } = await import('../../../documents/answer/index.js');
  const wanted = words.map((word) => word.toLowerCase());
  const shown = windowsOptions().filter(({ path, description, descriptionFr, landsIn }) => {
    const text = [path, description, descriptionFr, ...landsIn].join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  if (shown.length === 0) {
    session.terminal.tell({
      fr: 'Aucune option de Windows ne contient tous ces mots ; Wi-Fi et VPN sont dans `network` du profil.',
      en: 'No option of Windows holds all these words; Wi-Fi and VPN stand in `network` of the profile.',
    });
  }
  session.terminal.result(shown, () =>
    shown.flatMap((option) => [
      `${option.path}${option.isGroup || option.values === '' ? '' : `  (${option.values})`}`,
      ...wordsOf(option, session.terminal.language).map((words) => `    ${words}`),
      ...(option.isGroup ? [] : option.landsIn.map((place) => `    → ${place}`)),
    ]),
  );
}

function wordsOf({ description, descriptionFr }: WindowsOption, language: Language): string[] {
  const words = language === 'fr' ? (descriptionFr ?? description) : description;
  return words === '' ? [] : [words];
}
