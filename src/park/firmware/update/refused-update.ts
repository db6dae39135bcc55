import { type Bilingual, InputError } from '../../../platform/core/index.js';

/** The error for a file that is no signed update: what it is instead. */
export function refusedUpdate({ fr, en }: Bilingual): InputError {
  return new InputError(
    {
      fr: `ce n’est pas une mise à jour signée d’autorités : ${fr}`,
      en: `this is no signed update of authorities: ${en}`,
    },
    [
      {
        field: '(file)',
        found: en,
        expected: {
          fr: 'une mise à jour entière de KEK, db ou dbx, signée pour y ajouter (EFI_VARIABLE_AUTHENTICATION_2)',
          en: 'a whole update of KEK, db or dbx, signed to append to it (EFI_VARIABLE_AUTHENTICATION_2)',
        },
      },
    ],
    {
      remedy: {
        fr: 'Prenez le fichier .bin dans PostSignedObjects de microsoft/secureboot_objects, sans le convertir.',
        en: 'Take the .bin file in PostSignedObjects of microsoft/secureboot_objects, without converting it.',
      },
    },
  );
}
