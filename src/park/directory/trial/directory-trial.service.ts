import { Injectable } from '@nestjs/common';
import { type Bilingual, describe } from '../../../platform/core/index.js';
import { Directories, type OpenedDirectory } from '../directories.service.js';
import type { DirectoryServer, DirectoryTrialDto } from '../directory.schema.js';
import { composeBlob } from '../join/compose-blob.js';
import { machinePassword } from '../join/account-changes.js';
import { type DomainFacts, readDomain } from '../ldap/domain.js';
import { RefusedLogon } from '../ldap/errors.js';
import { addressOf, LdapSession, valuesOf } from '../ldap/session.js';

type Tried = DirectoryTrialDto['tried'][number];

const same = (text: string): Bilingual => ({ fr: text, en: text });
const NOT_TRIED = {
  fr: 'pas essayé : ce qui précède a échoué',
  en: 'not tried: what comes before has failed',
};

/** Tries everything that a join needs, and says of each thing what came of it. Changes nothing in the directory. */
@Injectable()
export class DirectoryTrial {
  constructor(private readonly directories: Directories) {}

  /** Rejects with NotFoundError; everything else that is wrong stands in its answer. */
  async try(name: string): Promise<DirectoryTrialDto> {
    await this.directories.get(name);
    const list = new TriedList();
    const opened = await list.try(
      { fr: 'mot de passe du coffre', en: 'password of the vault' },
      () => this.directories.opened(name),
      ({ document }) => same(document.account.password.vault),
    );
    if (opened !== undefined)
      for (const server of opened.document.servers) await tryServer(list, opened, server);
    return { good: list.tried.every(({ state }) => state === 'good'), tried: list.tried };
  }
}

async function tryServer(list: TriedList, opened: OpenedDirectory, server: DirectoryServer): Promise<void> {
  const { document, password } = opened;
  const about = (fr: string, en: string) => ({ fr: `${server.name} : ${fr}`, en: `${server.name}: ${en}` });
  const address = await list.try(about('adresse', 'address'), () => addressOf(server), same);
  const session =
    address === undefined || list.isRefused
      ? list.skip(about('certificat et connexion', 'certificate and logon'))
      : await list.try(
          about('certificat et connexion', 'certificate and logon'),
          () => LdapSession.open(document, { ...server, address }, { user: document.account.user, password }),
          () => ({
            fr: `LDAPS, ${document.account.user} est accepté`,
            en: `LDAPS, ${document.account.user} is accepted`,
          }),
        );
  const rest = [
    about('domaine', 'domain'),
    about('droit de créer des comptes d’ordinateur', 'right to make computer accounts'),
    about('blob de jonction', 'join blob'),
  ] as const;
  if (session === undefined) return rest.forEach((what) => list.skip(what));
  try {
    const domain = await list.try(
      rest[0],
      () => readDomain(session, document.domain),
      ({ netbios, sid }) => same(`${netbios}, ${sid}`),
    );
    await list.try(rest[1], () => mayCreate(session, document.organizationalUnit), same);
    if (domain === undefined) list.skip(rest[2]);
    else
      await list.try(
        rest[2],
        () => blobLength(session, domain),
        (bytes) => ({ fr: `${bytes} octets`, en: `${bytes} bytes` }),
      );
  } finally {
    await session.close();
  }
}

/** The directory itself says which classes this account may make there. */
async function mayCreate(session: LdapSession, organizationalUnit: string): Promise<string> {
  const what = { fr: 'unité d’organisation', en: 'organizational unit' };
  const entry = await session.read(organizationalUnit, ['allowedChildClassesEffective'], what);
  const classes = valuesOf(entry, 'allowedChildClassesEffective').map((name) => name.toLowerCase());
  if (classes.includes('computer')) return organizationalUnit;
  throw session.withoutRight(organizationalUnit);
}

/** Of an account that does not exist. */
async function blobLength({ server }: LdapSession, domain: DomainFacts): Promise<number> {
  const blob = await composeBlob({ domain, computer: 'ETABLI-TEST', password: machinePassword(), server });
  return Buffer.from(blob, 'base64').length;
}

class TriedList {
  readonly tried: Tried[] = [];
  /** A server has refused the password: another would refuse it too, and count it until the account is locked. */
  isRefused = false;

  async try<T>(
    what: Bilingual,
    work: () => Promise<T>,
    found: (result: T) => Bilingual,
  ): Promise<T | undefined> {
    try {
      const result = await work();
      this.tried.push({ what, state: 'good', found: found(result) });
      return result;
    } catch (error) {
      if (error instanceof RefusedLogon) this.isRefused = true;
      const { text, remedy } = describe(error);
      this.tried.push({ what, state: 'bad', found: text, ...(remedy && { remedy }) });
      return undefined;
    }
  }

  skip(what: Bilingual): undefined {
    this.tried.push({ what, state: 'not-tried', found: NOT_TRIED });
    return undefined;
  }
}
