import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { InputError } from '../../../platform/core/index.js';
import { ask } from '../confirmation.js';
import { EXIT } from '../exit-status.js';
import { logIn } from '../login/log-in.js';
import { forgetLogin, savedLogin } from '../login/saved-login.js';
import { serverAddress } from '../login/server-address.js';
import { unreadable } from '../given-file.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';

const USUAL_DAYS = 90;

interface LoginOptions {
  account?: string;
  fingerprint?: string;
  days: number;
}

export function registerLogin({ program, t, act }: Registration): void {
  program
    .command('login [server]')
    .description(
      t({
        fr: 'Se connecte à un serveur : les commandes suivantes s’adressent à lui, sous votre compte',
        en: 'Logs in to a server: the commands that follow speak to it, under your account',
      }),
    )
    .option('--account <name>', t({ fr: 'le compte', en: 'the account' }))
    .option(
      '--fingerprint <sha256>',
      t({
        fr: 'l’empreinte de l’autorité du serveur, au lieu de la question',
        en: 'the fingerprint of the server’s authority, instead of the question',
      }),
    )
    .option(
      '--days <n>',
      t({ fr: 'durée de la connexion', en: 'how long the login lasts' }),
      days,
      USUAL_DAYS,
    )
    .action(act(login));
  program
    .command('logout')
    .description(
      t({
        fr: 'Se déconnecte : révoque le jeton de cet ordinateur et l’oublie',
        en: 'Logs out: revokes the token of this computer and forgets it',
      }),
    )
    .action(act(logout));
  program
    .command('authority')
    .description(
      t({
        fr: 'L’empreinte de l’autorité de ce serveur, à comparer à la première connexion',
        en: 'The fingerprint of this server’s authority, to compare at the first login',
      }),
    )
    .action(act(authority));
}

function days(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 3650) return value;
  throw new InvalidArgumentError('1–3650');
}

async function login(session: Session, given: string | undefined, options: LoginOptions): Promise<number> {
  const { terminal } = session;
  const known = savedLogin();
  const server =
    given ??
    session.explicitUrl ??
    (await ask(terminal, { fr: 'Adresse du serveur', en: 'Address of the server' }, known?.url));
  const url = serverAddress(server);
  const account = options.account ?? (await ask(terminal, { fr: 'Compte', en: 'Account' }, known?.account));
  if (account === '') throw withoutAccount();
  const made = await logIn(terminal, {
    ...{ url, account, fingerprint: options.fingerprint, days: options.days },
    ca: session.explicitAuthority(),
  });
  if (made === undefined) return EXIT.no;
  if (known?.url === made.url) await revoke(session, known).catch(() => undefined);
  const until = terminal.time(made.expiresAt);
  terminal.result({ url: made.url, account: made.account, expiresAt: made.expiresAt }, () => [
    terminal.say({
      fr: `Connecté à ${made.url} comme ${made.account}, jusqu’au ${until}.`,
      en: `Logged in to ${made.url} as ${made.account}, until ${until}.`,
    }),
  ]);
  return EXIT.done;
}

/** The local part first only when the server has ended the token: otherwise it would be valid with nobody knowing it. */
async function logout(session: Session): Promise<void> {
  const { terminal } = session;
  const known = savedLogin();
  if (known === undefined) {
    terminal.tell({ fr: 'Vous n’étiez pas connecté.', en: 'You were not logged in.' });
    return;
  }
  let revoked = true;
  await revoke(session, known).catch(() => (revoked = false));
  await forgetLogin();
  terminal.result({ url: known.url, revoked }, () => [
    terminal.say({ fr: `Déconnecté de ${known.url}.`, en: `Logged out of ${known.url}.` }),
  ]);
  if (revoked) return;
  const until = terminal.time(known.expiresAt);
  terminal.tell({
    fr: `Le serveur n’a pas confirmé la révocation : le jeton ${known.tokenId} reste valable jusqu’au ${until}, à moins de le révoquer (etabli token revoke).`,
    en: `The server did not confirm the revocation: the token ${known.tokenId} is valid until ${until}, unless you revoke it (etabli token revoke).`,
  });
}

async function revoke(session: Session, known: NonNullable<ReturnType<typeof savedLogin>>): Promise<void> {
  await session.apiOf(known).delete(`/api/tokens/${known.tokenId}`);
}

async function authority(session: Session): Promise<void> {
  session.mustBeLocal();
  const file = join(session.config.dataDir, 'ca.pem');
  const pem = await readFile(file).catch((cause: unknown) => Promise.reject(unreadable(file, cause)));
  const { fingerprint256, subject } = new X509Certificate(pem);
  session.terminal.result({ file, subject, fingerprint: fingerprint256 }, () => [
    fingerprint256.slice(0, 48),
    fingerprint256.slice(48),
  ]);
}

function withoutAccount(): InputError {
  return new InputError({ fr: 'Aucun compte n’a été donné.', en: 'No account was given.' }, [
    { field: 'account', found: '', expected: { fr: 'le nom d’un compte', en: 'the name of an account' } },
  ]);
}
