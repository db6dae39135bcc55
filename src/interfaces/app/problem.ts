import {
  EtabliError,
  fieldIn,
  httpStatusOf,
  InputError,
  say,
  type Bilingual,
  type Language,
} from '../../platform/core/index.js';

/** An error in the API (RFC 9457). `remedy` and `findings` are extension members. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  remedy?: string;
  findings?: { field: string; found: unknown; expected: string }[];
}

const TITLES: Record<number, { type: string; title: Bilingual }> = {
  400: { type: 'invalid-input', title: { fr: 'Demande invalide', en: 'Invalid request' } },
  401: { type: 'unauthenticated', title: { fr: 'Identification nécessaire', en: 'Authentication needed' } },
  403: { type: 'forbidden', title: { fr: 'Accès refusé', en: 'Access refused' } },
  404: { type: 'not-found', title: { fr: 'Introuvable', en: 'Not found' } },
  405: { type: 'method-not-allowed', title: { fr: 'Méthode refusée', en: 'Method not allowed' } },
  409: {
    type: 'conflict',
    title: { fr: 'Conflit avec l’état actuel', en: 'Conflict with the present state' },
  },
  412: { type: 'precondition-failed', title: { fr: 'Condition non remplie', en: 'Precondition failed' } },
  413: { type: 'too-large', title: { fr: 'Demande trop volumineuse', en: 'Request too large' } },
  415: {
    type: 'unsupported-media-type',
    title: { fr: 'Format non pris en charge', en: 'Unsupported format' },
  },
  416: { type: 'range-not-satisfiable', title: { fr: 'Plage impossible', en: 'Range not satisfiable' } },
  422: { type: 'impossible', title: { fr: 'Demande impossible', en: 'Request cannot be done' } },
  429: { type: 'too-many-requests', title: { fr: 'Trop de demandes', en: 'Too many requests' } },
  500: { type: 'internal', title: { fr: 'Erreur interne', en: 'Internal error' } },
  503: { type: 'unavailable', title: { fr: 'Momentanément indisponible', en: 'Unavailable for now' } },
};

const DETAILS: Record<number, Bilingual> = {
  400: { fr: 'La demande n’a pas pu être lue.', en: 'The request could not be read.' },
  401: { fr: 'Connectez-vous ou donnez un jeton.', en: 'Log in or give a token.' },
  403: { fr: 'Votre rôle ne permet pas cette action.', en: 'Your role does not allow this.' },
  404: { fr: 'Il n’y a rien à cette adresse.', en: 'There is nothing at this address.' },
  413: { fr: 'Le contenu envoyé dépasse la taille permise.', en: 'The body is larger than allowed.' },
  415: {
    fr: 'Le format du contenu envoyé (Content-Type) n’est pas accepté ici.',
    en: 'The format of the body (Content-Type) is not accepted here.',
  },
  429: { fr: 'Attendez un peu avant de recommencer.', en: 'Wait a little before trying again.' },
  500: {
    fr: 'Une erreur inattendue s’est produite ; le journal du serveur en donne la cause.',
    en: 'An unexpected error occurred; the log of the server gives the cause.',
  },
};

/** Describes an error for the API. The message of an unexpected error is not shown, only logged. */
export function problemOf(error: unknown, language: Language, instance: string): Problem {
  const status = httpStatusOf(error);
  const { type, title } = TITLES[status] ?? TITLES[status < 500 ? 400 : 500]!;
  const problem: Problem = {
    type: `urn:etabli:problem:${type}`,
    title: say(title, language),
    status,
    detail: detailOf(error, status, language),
    instance,
  };
  if (error instanceof EtabliError && error.remedy) problem.remedy = say(error.remedy, language);
  if (error instanceof InputError) {
    problem.findings = error.findings.map((finding) => ({
      field: fieldIn(finding, language),
      found: finding.found,
      expected: say(finding.expected, language),
    }));
  }
  return problem;
}

function detailOf(error: unknown, status: number, language: Language): string {
  if (error instanceof EtabliError) return say(error.text, language);
  const known = DETAILS[status] ?? DETAILS[status < 500 ? 400 : 500]!;
  return say(known, language);
}
