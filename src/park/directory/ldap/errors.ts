import { ResultCodeError } from 'ldapts';
import {
  type Bilingual,
  ConflictError,
  EtabliError,
  OperatorError,
  PermanentError,
  TransientError,
} from '../../../platform/core/index.js';

/** What was being done when the directory refused, for the text of the error. */
export interface Doing {
  /** Begins a sentence: « la création de PC01 ». */
  what: Bilingual;
  server: string;
  /** The account that did it. */
  user: string;
  /** The entry or the place that it was about. */
  dn?: string;
}

type Told = (doing: Doing, told: string) => EtabliError;

const text = (fr: (doing: Doing) => string, en: (doing: Doing) => string) => (doing: Doing) => ({
  fr: `${doing.what.fr} : ${fr(doing)}`,
  en: `${doing.what.en}: ${en(doing)}`,
});

const operator =
  (say: (doing: Doing) => Bilingual, remedy: (doing: Doing) => Bilingual): Told =>
  (doing, told) =>
    new OperatorError(say(doing), { remedy: remedy(doing), data: { server: doing.server, told } });

/** The directory does not accept an account or its password. */
export class RefusedLogon extends OperatorError {}

const REFUSED_LOGON: Record<string, [Bilingual, Bilingual]> = {
  '525': [
    { fr: 'ce compte n’existe pas', en: 'there is no such account' },
    { fr: 'Corrigez account.user de l’annuaire.', en: 'Correct account.user of the directory.' },
  ],
  '52e': [
    { fr: 'compte ou mot de passe refusé (1326)', en: 'account or password refused (1326)' },
    {
      fr: 'Vérifiez account.user, et remettez le mot de passe dans le coffre (etabli secret put).',
      en: 'Check account.user, and put the password into the vault again (etabli secret put).',
    },
  ],
  '532': [
    { fr: 'son mot de passe a expiré', en: 'its password has expired' },
    {
      fr: 'Changez-le dans l’annuaire, puis dans le coffre.',
      en: 'Change it in the directory, then in the vault.',
    },
  ],
  '533': [
    { fr: 'ce compte est désactivé', en: 'this account is disabled' },
    { fr: 'Activez-le dans l’annuaire.', en: 'Enable it in the directory.' },
  ],
  '701': [
    { fr: 'ce compte a expiré', en: 'this account has expired' },
    { fr: 'Prolongez-le dans l’annuaire.', en: 'Extend it in the directory.' },
  ],
  '773': [
    { fr: 'son mot de passe doit être changé', en: 'its password must be changed' },
    {
      fr: 'Changez-le dans l’annuaire, puis dans le coffre.',
      en: 'Change it in the directory, then in the vault.',
    },
  ],
  '775': [
    { fr: 'ce compte est verrouillé', en: 'this account is locked' },
    {
      fr: 'Déverrouillez-le, et cherchez qui utilise un ancien mot de passe.',
      en: 'Unlock it, and find out who uses an old password.',
    },
  ],
};

function refusedLogon(doing: Doing, told: string): EtabliError {
  const code = /data ([0-9a-f]{3,4})\b/i.exec(told)?.[1]?.toLowerCase() ?? '52e';
  const [why, remedy] = REFUSED_LOGON[code] ?? REFUSED_LOGON['52e']!;
  const say = text(
    ({ user }) => `${user} : ${why.fr}`,
    ({ user }) => `${user}: ${why.en}`,
  );
  return new RefusedLogon(say(doing), { remedy, data: { server: doing.server, told } });
}

/** By their result code, RFC 4511 §4.1.9. */
const RESULTS: Record<number, Told> = {
  8: operator(
    text(
      () => 'l’annuaire exige une connexion chiffrée',
      () => 'the directory demands an encrypted connection',
    ),
    () => ({ fr: 'Donnez le port LDAPS (636).', en: 'Give the port of LDAPS (636).' }),
  ),
  32: operator(
    text(
      ({ dn }) => `${dn ?? 'cet objet'} n’existe pas dans l’annuaire`,
      ({ dn }) => `${dn ?? 'this object'} does not exist in the directory`,
    ),
    () => ({
      fr: 'Créez-le dans l’annuaire, ou corrigez le nom dans le lot, le profil ou l’annuaire d’Établi.',
      en: 'Create it in the directory, or correct the name in the lot, the profile or Établi’s directory.',
    }),
  ),
  49: refusedLogon,
  50: operator(
    text(
      ({ user, dn }) => `${user} n’en a pas le droit${dn === undefined ? '' : ` sur ${dn}`}`,
      ({ user, dn }) => `${user} has no right to do that${dn === undefined ? '' : ` at ${dn}`}`,
    ),
    ({ user }) => ({
      fr: `Déléguez à ${user} ce droit (le manuel, « Annuaires », dit lequel), ou choisissez une autre unité d’organisation.`,
      en: `Delegate that right to ${user} (the manual, “Directories”, says which), or choose another organizational unit.`,
    }),
  ),
  53: operator(
    text(
      () => 'l’annuaire refuse cette valeur',
      () => 'the directory refuses this value',
    ),
    () => ({
      fr: 'Le plus souvent : la stratégie de mot de passe du domaine. Le journal a la réponse du serveur.',
      en: 'Most often: the password policy of the domain. The log has the answer of the server.',
    }),
  ),
  68: (doing, told) =>
    new ConflictError(
      text(
        ({ dn }) => `${dn ?? 'cet objet'} existe déjà`,
        ({ dn }) => `${dn ?? 'this object'} exists already`,
      )(doing),
      {
        remedy: {
          fr: 'Donnez un autre nom au PC, ou retirez cet objet de l’annuaire.',
          en: 'Give the PC another name, or remove that object from the directory.',
        },
        data: { server: doing.server, told },
      },
    ),
};

/** What Windows says first in its diagnostic message, where the result code alone says too little. */
const WINDOWS: Record<string, Told> = {
  '0000216D': operator(
    text(
      ({ user }) => `${user} a déjà créé autant de comptes de PC que le domaine permet (8557)`,
      ({ user }) => `${user} has made as many computer accounts as the domain allows (8557)`,
    ),
    ({ user }) => ({
      fr: `Déléguez à ${user} la création de comptes d’ordinateur sur l’OU : ce quota ne compte alors plus.`,
      en: `Delegate the creation of computer accounts in the OU to ${user}: that quota does not count then.`,
    }),
  ),
};

const BUSY = [51, 52, 80];

/** The error for people of whatever an LDAP connection throws; nothing of it holds a password. */
export function directoryError(error: unknown, doing: Doing): EtabliError {
  if (error instanceof EtabliError) return error;
  const told = error instanceof Error ? error.message : String(error);
  if (error instanceof ResultCodeError) {
    const known = WINDOWS[/^\s*([0-9A-F]{8}):/.exec(told)?.[1] ?? ''] ?? RESULTS[error.code];
    if (known !== undefined) return known(doing, told);
    const say = text(
      () => `l’annuaire répond ${error.code} : ${told}`,
      () => `the directory answers ${error.code}: ${told}`,
    )(doing);
    return BUSY.includes(error.code) ? new TransientError(say) : new PermanentError(say);
  }
  return connectionError(error, told, doing);
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/;

function connectionError(error: unknown, told: string, doing: Doing): EtabliError {
  const { code = '' } = (error ?? {}) as { code?: string };
  const data = { server: doing.server, code, told };
  if (CERTIFICATE.test(code)) {
    return new OperatorError(
      text(
        ({ server }) => `le certificat de ${server} n’est pas celui attendu (${code})`,
        ({ server }) => `the certificate of ${server} is not the expected one (${code})`,
      )(doing),
      {
        remedy: {
          fr: 'Donnez le nom que dit ce certificat, et l’autorité qui l’a signé (certificateAuthority).',
          en: 'Give the name that this certificate says, and the authority that signed it (certificateAuthority).',
        },
        cause: error,
        data,
      },
    );
  }
  return new TransientError(
    text(
      ({ server }) => `${server} ne répond pas (${code || told})`,
      ({ server }) => `${server} does not answer (${code || told})`,
    )(doing),
    {
      remedy: {
        fr: 'Vérifiez le nom, l’adresse, le port 636 et le pare-feu : etabli directory test.',
        en: 'Check the name, the address, the port 636 and the firewall: etabli directory test.',
      },
      cause: error,
      data,
    },
  );
}
