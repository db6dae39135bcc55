import { z } from 'zod';
import { EDITIONS, isProductKey, SETUP_OPTIONS } from '../../windows-tables/index.js';
import { expecting } from '../expected.js';
import { line, secret } from '../names.js';
import { group, option } from './option.js';
import { optionShape } from './option-shape.js';
import { tableWord } from './table-words.js';

const SETUP = 'windowsPE Microsoft-Windows-Setup';
const SHELL = 'Microsoft-Windows-Shell-Setup';
const KEY = [`${SETUP} UserData/ProductKey/Key`, `specialize ${SHELL} ProductKey`];

const productKey = z.string().refine(isProductKey, {
  error: expecting(
    'une clé comme XXXXX-XXXXX-XXXXX-XXXXX-XXXXX',
    'a key such as XXXXX-XXXXX-XXXXX-XXXXX-XXXXX',
  ),
});

const genericEdition = tableWord(
  (text) => EDITIONS.has(text),
  { fr: 'une édition comme pro', en: 'an edition such as pro' },
  () => EDITIONS.keys(),
).meta({ enum: [...EDITIONS.keys()] });

const edition = z.union(
  [
    option(
      z.enum(['interactive', 'firmware']),
      {
        fr: '`interactive` : l’installation de Windows demande ; `firmware` : celle de la clé du micrologiciel',
        en: '`interactive`: Windows Setup asks; `firmware`: that of the key in the firmware',
      },
      ...KEY,
    ),
    z.strictObject({
      generic: option(
        genericEdition,
        {
          fr: 'L’édition par sa clé publique, qui installe sans activer',
          en: 'Edition by its public key, which installs and does not activate',
        },
        ...KEY,
      ),
    }),
    z.strictObject({
      key: option(
        z.union([productKey, secret]),
        { fr: 'Votre propre clé, en clair ou dans le coffre', en: 'Your own key, plain or from the vault' },
        ...KEY,
      ),
    }),
  ],
  {
    error: expecting(
      'interactive, firmware, {generic: pro} ou {key: …}',
      'interactive, firmware, {generic: pro} or {key: …}',
    ),
  },
);

const META = `${SETUP} ImageInstall/OSImage/InstallFrom/MetaData`;

const image = z.union(
  [
    z.strictObject({
      index: option(
        z.int().min(1).max(999),
        { fr: 'Le numéro de l’image dans install.wim', en: 'Number of the image in install.wim' },
        META,
      ),
    }),
    z.strictObject({
      name: option(line, { fr: 'Son nom : `Windows 11 Pro`', en: 'Its name: `Windows 11 Pro`' }, META),
    }),
    z.strictObject({ description: option(line, { fr: 'Sa description', en: 'Its description' }, META) }),
  ],
  {
    error: expecting(
      '{index: 1}, {name: …} ou {description: …}',
      '{index: 1}, {name: …} or {description: …}',
    ),
  },
);

export const setup = z.strictObject({
  edition: option(
    edition,
    { fr: 'L’édition à installer', en: 'Which edition is installed' },
    ...KEY,
  ).optional(),
  image: option(
    image,
    {
      fr: 'L’image d’install.wim ; celle de l’édition par défaut',
      en: 'Image of install.wim; the one of the edition by default',
    },
    META,
  ).optional(),
  owner: option(
    line,
    { fr: 'Propriétaire enregistré', en: 'Registered owner' },
    `${SETUP} UserData/FullName`,
    `specialize ${SHELL} RegisteredOwner`,
  ).optional(),
  organization: option(
    line,
    { fr: 'Organisation enregistrée', en: 'Registered organization' },
    `${SETUP} UserData/Organization`,
    `specialize ${SHELL} RegisteredOrganization`,
  ).optional(),
  ...optionShape(SETUP_OPTIONS),
  bypass: group(optionShape(SETUP_OPTIONS.bypass), {
    fr: 'Les exigences de Windows 11 qui ne sont pas vérifiées',
    en: 'Requirements of Windows 11 that are not asked for',
  }),
  oobe: group(optionShape(SETUP_OPTIONS.oobe), {
    fr: 'Les pages du premier démarrage',
    en: 'Pages of the first start',
  }),
});
