import { hostname } from 'node:os';
import type { CreatedTokenDto } from '../../../platform/account/index.js';
import { OperatorError, type Bilingual } from '../../../platform/core/index.js';
import { ApiClient } from '../api-client.js';
import { sure } from '../confirmation.js';
import { askSecret } from '../secret-input.js';
import type { Terminal } from '../terminal.js';
import { isSameFingerprint, shownAuthority, type ShownAuthority } from './authority.js';
import { saveLogin, savedLogin, type SavedLogin } from './saved-login.js';

const SECURE: Bilingual = {
  fr: 'Rien n’a été envoyé au serveur.',
  en: 'Nothing was sent to the server.',
};

export interface LoginOrder {
  /** From `serverAddress`. */
  url: string;
  account: string;
  /** PEM that the caller trusts already. */
  ca?: string;
  /** The fingerprint that the administrator gave, instead of the question. */
  fingerprint?: string;
  days: number;
}

/** Logs in with the password that is typed, and keeps a token of the account; undefined when a person said no. */
export async function logIn(terminal: Terminal, order: LoginOrder): Promise<SavedLogin | undefined> {
  const ca = order.ca ?? (await trustedAuthority(terminal, order));
  if (ca === undefined) return undefined;
  const password = await askSecret(
    terminal.say({ fr: `Mot de passe de ${order.account} : `, en: `Password of ${order.account}: ` }),
  );
  const target = { url: order.url, ca: ca || undefined, language: terminal.language };
  const created = await tokenFor(new ApiClient(target), order, password);
  const login: SavedLogin = {
    url: order.url,
    account: order.account,
    token: created.token,
    tokenId: created.id,
    expiresAt: created.expiresAt,
    ...(ca && { ca }),
  };
  await saveLogin(login);
  return login;
}

/** A session for as long as the token takes, so that no password and no session are left. */
async function tokenFor(
  api: ApiClient,
  { account, days }: LoginOrder,
  password: string,
): Promise<CreatedTokenDto> {
  const { headers, body } = await api.exchange<{ csrfToken: string }>('POST', '/api/session', {
    body: { name: account, password },
  });
  const cookie = (headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ');
  const proof = { cookie, 'x-csrf-token': body.csrfToken };
  try {
    const wanted = { name: `etabli, ${hostname()}`.slice(0, 100), ttlDays: days };
    return (await api.exchange<CreatedTokenDto>('POST', '/api/tokens', { body: wanted, headers: proof }))
      .body;
  } finally {
    await api.exchange('DELETE', '/api/session', { headers: proof });
  }
}

/** PEM to trust; empty where none is needed; undefined when the person said no. */
async function trustedAuthority(terminal: Terminal, order: LoginOrder): Promise<string | undefined> {
  if (order.url.startsWith('http:')) return '';
  const shown = await shownAuthority(order.url);
  if (shown === undefined) return '';
  const known = savedLogin();
  if (known?.url === order.url && known.ca === shown.pem) return shown.pem;
  if (order.fingerprint !== undefined) {
    if (isSameFingerprint(order.fingerprint, shown.fingerprint)) return shown.pem;
    throw otherAuthority(order, shown);
  }
  if (known?.url === order.url && known.ca !== undefined) throw otherAuthority(order, shown);
  return (await compared(terminal, order.url, shown)) ? shown.pem : undefined;
}

function compared(terminal: Terminal, url: string, { fingerprint }: ShownAuthority): Promise<boolean> {
  terminal.tell({
    fr: `Première connexion à ${url}. L’empreinte (SHA-256) de son autorité :`,
    en: `First connection to ${url}. The fingerprint (SHA-256) of its authority:`,
  });
  terminal.tell(`  ${fingerprint.slice(0, 48)}\n  ${fingerprint.slice(48)}`);
  terminal.tell({
    fr: 'Comparez-la avec celle que « etabli authority » affiche sur le serveur.',
    en: 'Compare it with the one that "etabli authority" prints on the server.',
  });
  return sure(
    terminal,
    { fr: 'Est-ce la même ?', en: 'Is it the same?' },
    {
      fr: 'Rien n’a été envoyé : donnez l’empreinte du serveur avec --fingerprint.',
      en: 'Nothing was sent: give the fingerprint of the server with --fingerprint.',
    },
  );
}

function otherAuthority({ url }: LoginOrder, { fingerprint }: ShownAuthority): OperatorError {
  return new OperatorError(
    {
      fr: `${url} montre une autre autorité que celle attendue : ${fingerprint}. ${SECURE.fr}`,
      en: `${url} shows another authority than expected: ${fingerprint}. ${SECURE.en}`,
    },
    {
      remedy: {
        fr: 'Comparez cette empreinte avec « etabli authority » sur le serveur. Si Établi y a été réinstallé : etabli logout, puis etabli login. Sinon quelqu’un se fait passer pour lui.',
        en: 'Compare this fingerprint with "etabli authority" on the server. If Établi was installed anew there: etabli logout, then etabli login. Otherwise somebody poses as the server.',
      },
    },
  );
}
