import { type Bilingual, PermanentError, TransientError } from '../../core/index.js';
import { ConnectionLostError } from '../connection-lost.js';

/** A fault as the machine said it. */
export interface WsmanFault {
  /** Windows' error code; undefined when it gave none. */
  code?: number;
  /** `w:InvalidSelectors`, `w:QuotaLimit`… */
  subcode: string;
  /** Whether it says that the request is at fault, rather than the service. */
  isOurs: boolean;
  text: string;
}

/** WinRM's service refused a request, and would again. */
export class WsmanRefusedError extends PermanentError {
  constructor(
    readonly fault: WsmanFault,
    text: Bilingual,
    remedy?: Bilingual,
  ) {
    super(text, { data: { ...fault }, remedy });
  }
}

/** WinRM's service refused a request, and may take it later. */
export class WsmanBusyError extends TransientError {
  constructor(
    readonly fault: WsmanFault,
    text: Bilingual,
    remedy?: Bilingual,
  ) {
    super(text, { data: { ...fault }, remedy });
  }
}

/** Codes that we act upon. Windows SDK, wsmerror.h and winerror.h. */
export const CODES = {
  /** Receive had nothing to give within the operation's time: ask again. */
  timedOut: 2150858793,
  shellNotFound: 2150858843,
  operationAborted: 995,
  /** ERROR_KEY_DELETED, as an HRESULT: the profile of the account is still being unloaded from its last shell. */
  profileUnloading: 2147943418,
} as const;

interface Meaning {
  kind: 'busy' | 'refused' | 'lost';
  text: Bilingual;
  remedy?: Bilingual;
}

const TOO_MANY: Meaning = {
  kind: 'busy',
  text: {
    fr: 'trop de sessions ou de commandes WinRM sont ouvertes sur la machine pour ce compte',
    en: 'too many WinRM shells or commands are open on the machine for this account',
  },
};

/** The shell went with its command: whether that had ended is unknown. */
const GONE: Meaning = {
  kind: 'lost',
  text: {
    fr: 'la machine n’a plus la session WinRM de cette commande : elle a redémarré, ou l’a fermée',
    en: "the machine no longer has this command's WinRM shell: it restarted, or closed it",
  },
};

const SHUTTING_DOWN: Meaning = {
  kind: 'lost',
  text: { fr: 'la machine s’arrête ou redémarre', en: 'the machine is shutting down or restarting' },
};

const MEANINGS: Record<number, Meaning> = {
  5: {
    kind: 'refused',
    text: {
      fr: 'ce compte n’a pas le droit d’ouvrir une session WinRM sur la machine',
      en: 'this account may not open a WinRM shell on the machine',
    },
    remedy: {
      fr: 'Le compte doit être dans le groupe Administrateurs, et LocalAccountTokenFilterPolicy valoir 1.',
      en: 'The account must be in the Administrators group, and LocalAccountTokenFilterPolicy be 1.',
    },
  },
  [CODES.operationAborted]: GONE,
  1115: SHUTTING_DOWN, // ERROR_SHUTDOWN_IN_PROGRESS
  2147943515: SHUTTING_DOWN, // the same as an HRESULT
  [CODES.profileUnloading]: {
    kind: 'busy',
    text: {
      fr: 'Windows décharge encore le profil de ce compte',
      en: 'Windows is still unloading the profile of this account',
    },
  },
  [CODES.timedOut]: {
    kind: 'busy',
    text: {
      fr: 'WinRM n’a pas répondu à temps sur la machine',
      en: 'WinRM did not answer in time on the machine',
    },
  },
  2150858815: TOO_MANY, // ERROR_WSMAN_QUOTA_LIMIT
  2150858824: {
    kind: 'refused', // ERROR_WSMAN_MAX_ENVELOPE_SIZE_EXCEEDED
    text: {
      fr: 'la réponse de la machine dépasse la taille d’une enveloppe WinRM',
      en: 'the answer of the machine exceeds the size of a WinRM envelope',
    },
  },
  [CODES.shellNotFound]: GONE,
  2150859173: TOO_MANY, // ERROR_WSMAN_QUOTA_MAX_SHELLS
  2150859174: TOO_MANY, // …_MAX_OPERATIONS
  2150859175: TOO_MANY, // …_USER
  2150859176: TOO_MANY, // …_SYSTEM
  2150859179: TOO_MANY, // …_MAX_SHELLUSERS
  2150859240: TOO_MANY, // …_MAX_OPERATIONS_USER_PPQ
  2150859241: TOO_MANY, // …_MAX_COMMANDS_PER_SHELL_PPQ
};

/**
 * What a fault means for the caller: WsmanRefusedError, WsmanBusyError, or ConnectionLostError when a command went
 * with its shell. An unknown one is permanent when it blames the request.
 */
export function faultError(fault: WsmanFault): Error {
  const meaning = fault.code === undefined ? undefined : MEANINGS[fault.code];
  const named = fault.code === undefined ? fault.subcode || 'SOAP' : String(fault.code);
  const said = `${named}${fault.text === '' ? '' : `: ${fault.text}`}`;
  const { fr, en } = meaning?.text ?? {
    fr: 'WinRM refuse la demande sur la machine',
    en: 'WinRM refuses the request on the machine',
  };
  const text = { fr: `${fr} (${said})`, en: `${en} (${said})` };
  const kind = meaning?.kind ?? (fault.isOurs ? 'refused' : 'busy');
  if (kind === 'lost') return new ConnectionLostError(text, { data: { ...fault } });
  const KindOfError = kind === 'refused' ? WsmanRefusedError : WsmanBusyError;
  return new KindOfError(fault, text, meaning?.remedy);
}
