import { z } from 'zod';
import { expecting } from '../expected.js';
import { secret } from '../names.js';
import { option } from './option.js';

const PREPARED = 'deployment prepare-join';

/** RFC 4514: relative distinguished names; the last ones are those of the domain. */
export const organizationalUnit = z
  .string()
  .max(1_000)
  .regex(
    /^(?:(?:OU|CN)=(?:[^,=+<>#;\\"\u0000-\u001f\u007f\p{Surrogate}\ufffe\uffff]|\\[^\u0000-\u001f\u007f\p{Surrogate}\ufffe\uffff])+,\s*)+(?:DC=[A-Za-z0-9_-]+(?:,\s*|$))+$/iu,
    {
      error: expecting(
        'une unité d’organisation : OU=Postes,DC=corp,DC=example',
        'an organizational unit: OU=Workstations,DC=corp,DC=example',
      ),
    },
  );

/** sAMAccountName or user principal name: [MS-SAMR] §3.1.1.6, RFC 822. */
export const userName = z
  .string()
  .max(256)
  .regex(/^[^\\/[\]:;|=,+*?<>"\u0000-\u001f\u007f\p{Surrogate}\ufffe\uffff]+$/u, {
    error: expecting(
      'un compte : jonction, ou jonction@corp.example',
      'an account: join, or join@corp.example',
    ),
  });

/** A group by its name, or by its distinguished name. */
const group = z
  .string()
  .min(1)
  .max(1_000)
  .regex(/^[^\u0000-\u001f\u007f\p{Surrogate}\ufffe\uffff]+$/u, {
    error: expecting(
      'un groupe : Postes-Compta, ou son nom complet',
      'a group: PCs-Accounts, or its whole name',
    ),
  });
const groups = z.array(group).max(100);

const user = z.strictObject({
  create: option(
    z.strictObject({ organizationalUnit, password: secret }),
    {
      fr: 'Créé s’il n’existe pas, avec ce premier mot de passe, à changer à la première connexion',
      en: 'Made when it does not exist, with this first password, to be changed at the first logon',
    },
    PREPARED,
  ).optional(),
  enable: option(
    z.boolean().default(false),
    { fr: 'Activé s’il est désactivé', en: 'Enabled when it is disabled' },
    PREPARED,
  ),
  groups: option(
    groups.default([]),
    { fr: 'Les groupes dont il devient membre', en: 'The groups that it becomes a member of' },
    PREPARED,
  ),
});

/** What Établi itself does in a directory that it knows: etabli directory. */
export const directoryOptions = {
  directory: option(
    z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, {
      error: expecting('un annuaire de « etabli directory list »', 'a directory of "etabli directory list"'),
    }),
    {
      fr: 'L’annuaire où Établi fait le compte du PC et son blob de jonction : aucun mot de passe du domaine n’arrive sur le PC',
      en: 'The directory where Établi makes the account of the PC and its join blob: no password of the domain reaches the PC',
    },
    PREPARED,
  ).optional(),
  existing: option(
    z.enum(['refuse', 'reuse', 'move']),
    {
      fr: 'Un compte qui existe déjà : refusé, repris là où il est, ou repris et déplacé ; ce que dit l’annuaire par défaut',
      en: 'An account that exists already: refused, taken where it is, or taken and moved; what the directory says by default',
    },
    PREPARED,
  ).optional(),
  existingInUse: option(
    z.enum(['refuse', 'allow']),
    {
      fr: 'Un compte repris qui est désactivé, ou qui sert encore (30 jours) : le reprendre met hors du domaine le PC qui l’a',
      en: 'An account to be taken that is disabled or still used (30 days): taking it puts the PC that has it out of the domain',
    },
    PREPARED,
  ).optional(),
  groups: option(
    groups,
    { fr: 'Les groupes du compte du PC', en: 'The groups of the account of the PC' },
    PREPARED,
  ).optional(),
  user: option(
    user,
    {
      fr: 'Le compte de la personne qui reçoit le PC, celle de la colonne « user » du lot',
      en: 'The account of the person who gets the PC, the one of the column "user" of the lot',
    },
    PREPARED,
  ).optional(),
};
