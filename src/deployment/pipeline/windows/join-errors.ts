import {
  type Bilingual,
  type EtabliError,
  OperatorError,
  TransientError,
} from '../../../platform/core/index.js';

/** What was joined, for the text of the error. */
export interface JoinTried {
  domain: string;
  user: string;
  organizationalUnit?: string;
}

interface Known {
  why: (tried: JoinTried) => Bilingual;
  remedy: Bilingual;
}

const unit = ({ organizationalUnit }: JoinTried): string => organizationalUnit ?? 'CN=Computers';

const UNREACHED: Known = {
  why: ({ domain }) => ({
    fr: `aucun contrôleur de domaine de ${domain} ne répond, ou ce nom est inconnu`,
    en: `no domain controller of ${domain} answers, or this name is unknown`,
  }),
  remedy: {
    fr: 'Vérifiez que le PC a les serveurs DNS du domaine, et que rien ne filtre entre lui et les contrôleurs.',
    en: 'Check that the PC has the DNS servers of the domain, and that nothing filters between it and the controllers.',
  },
};

const REFUSED: Known = {
  why: ({ user }) => ({
    fr: `${user} ou son mot de passe est refusé`,
    en: `${user} or its password is refused`,
  }),
  remedy: {
    fr: 'Vérifiez windows.domain.account, et remettez le mot de passe dans le coffre (etabli secret put).',
    en: 'Check windows.domain.account, and put the password into the vault again (etabli secret put).',
  },
};

const LOCKED: Known = {
  why: ({ user }) => ({
    fr: `le compte ${user} est désactivé, verrouillé ou expiré`,
    en: `the account ${user} is disabled, locked or expired`,
  }),
  remedy: { fr: 'Rétablissez-le dans l’annuaire.', en: 'Restore it in the directory.' },
};

/** Of Windows, by number: those that a join is known to end with. */
const CODES: Record<number, Known> = {
  5: {
    why: (tried) => ({
      fr: `${tried.user} n’a pas le droit de créer ou de reprendre ce compte dans ${unit(tried)}`,
      en: `${tried.user} has no right to make or take this account in ${unit(tried)}`,
    }),
    remedy: {
      fr: 'Déléguez-lui ce droit sur l’OU, ou supprimez l’ancien compte du PC.',
      en: 'Delegate that right on the OU to it, or delete the old account of the PC.',
    },
  },
  53: UNREACHED,
  64: UNREACHED,
  1311: UNREACHED,
  1355: UNREACHED,
  1722: UNREACHED,
  1326: REFUSED,
  1909: LOCKED,
  1331: LOCKED,
  1793: LOCKED,
  1907: {
    why: ({ user }) => ({
      fr: `le mot de passe de ${user} doit être changé`,
      en: `the password of ${user} must be changed`,
    }),
    remedy: {
      fr: 'Changez-le dans l’annuaire, puis dans le coffre.',
      en: 'Change it in the directory, then in the vault.',
    },
  },
  1398: {
    why: () => ({
      fr: 'l’heure du PC et celle du domaine diffèrent de plus de 5 minutes',
      en: 'the time of the PC and that of the domain differ by more than 5 minutes',
    }),
    remedy: { fr: 'Réglez l’horloge du PC.', en: 'Set the clock of the PC.' },
  },
  2: {
    why: (tried) => ({
      fr: `l’unité d’organisation ${unit(tried)} n’existe pas`,
      en: `the organizational unit ${unit(tried)} does not exist`,
    }),
    remedy: {
      fr: 'Corrigez-la dans le lot ou le profil (windows.domain.organizationalUnit).',
      en: 'Correct it in the lot or the profile (windows.domain.organizationalUnit).',
    },
  },
  2224: {
    why: () => ({
      fr: 'le domaine a déjà un compte de ce nom',
      en: 'the domain has an account of this name already',
    }),
    remedy: {
      fr: 'Donnez un autre nom au PC, ou supprimez l’ancien compte.',
      en: 'Give the PC another name, or delete the old account.',
    },
  },
  2691: {
    why: () => ({ fr: 'ce PC est déjà d’un autre domaine', en: 'this PC is of another domain already' }),
    remedy: { fr: 'Reprenez le déploiement du début.', en: 'Retry the deployment from the start.' },
  },
  2692: {
    why: () => ({ fr: 'ce PC n’est d’aucun domaine', en: 'this PC is of no domain' }),
    remedy: { fr: 'Reprenez le déploiement à cette étape.', en: 'Retry the deployment from this step.' },
  },
  2732: {
    why: ({ user }) => ({
      fr: `le domaine interdit à ${user} de reprendre un compte qu’il n’a pas créé (KB5020276)`,
      en: `the domain forbids ${user} to take an account that it has not made (KB5020276)`,
    }),
    remedy: {
      fr: 'Supprimez l’ancien compte, ou permettez à ce propriétaire la reprise par stratégie de groupe.',
      en: 'Delete the old account, or allow that owner by group policy to have accounts reused.',
    },
  },
  8557: {
    why: ({ user }) => ({
      fr: `${user} a déjà créé autant de comptes de PC que le domaine permet`,
      en: `${user} has made as many computer accounts as the domain allows`,
    }),
    remedy: {
      fr: 'Déléguez-lui la création de comptes d’ordinateur sur l’OU : ce quota ne compte alors plus.',
      en: 'Delegate the creation of computer accounts in the OU to it: that quota does not count then.',
    },
  },
};

/** A network that is not there yet may come. */
const TRANSIENT = [53, 64, 1311, 1355, 1722];

/** The error for people of a join that Windows refused. @param code of Windows, not 0 */
export function joinError(code: number, tried: JoinTried): EtabliError {
  const known = CODES[code];
  const why = known?.why(tried) ?? { fr: 'Windows refuse la jonction', en: 'Windows refuses the join' };
  const text = {
    fr: `jonction à ${tried.domain} : ${why.fr} (${code})`,
    en: `joining ${tried.domain}: ${why.en} (${code})`,
  };
  const remedy = known?.remedy ?? {
    fr: `Cherchez ce nombre sur le PC : net helpmsg ${code}, et C:\\Windows\\debug\\NetSetup.log.`,
    en: `Look this number up on the PC: net helpmsg ${code}, and C:\\Windows\\debug\\NetSetup.log.`,
  };
  return TRANSIENT.includes(code)
    ? new TransientError(text, { remedy })
    : new OperatorError(text, { remedy });
}
