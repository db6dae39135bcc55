import { lookup } from 'node:dns/promises';
import {
  AndFilter,
  Attribute,
  Change,
  Client,
  type Entry,
  EqualityFilter,
  InsufficientAccessError,
} from 'ldapts';
import {
  type Bilingual,
  type EtabliError,
  PermanentError,
  TransientError,
} from '../../../platform/core/index.js';
import type { DirectoryDocument, DirectoryServer } from '../directory.schema.js';
import { directoryError, type Doing } from './errors.js';

const CONNECT_MS = 8_000;
const ANSWER_MS = 20_000;
const BINARY = ['objectSid', 'objectGUID'];

/** Who works in a directory. */
export interface Credentials {
  /** An account name, with or without its domain, or a distinguished name. */
  user: string;
  password: string;
}

/** A connection to one domain controller over LDAPS, its certificate signed by the pinned authority. */
export class LdapSession {
  private constructor(
    private readonly client: Client,
    readonly server: DirectoryServer & { address: string },
    private readonly user: string,
  ) {}

  /** Rejects with OperatorError for a wrong certificate or password, with TransientError when nothing answers. */
  static async open(
    directory: Pick<DirectoryDocument, 'domain' | 'certificateAuthority'>,
    server: DirectoryServer,
    { user, password }: Credentials,
  ): Promise<LdapSession> {
    // An empty password is an anonymous logon, which succeeds (RFC 4513 §5.1.2).
    if (password === '') throw withoutPassword(user);
    const doing = { what: LOGON, server: server.name, user };
    const address = await addressOf(server).catch((error: unknown) =>
      Promise.reject(directoryError(error, doing)),
    );
    const client = connection(directory, { ...server, address });
    try {
      await client.bind(/[@=]/.test(user) ? user : `${user}@${directory.domain}`, password);
      return new LdapSession(client, { ...server, address }, user);
    } catch (error) {
      await client.unbind().catch(() => undefined);
      throw directoryError(error, doing);
    }
  }

  close(): Promise<void> {
    return this.client.unbind().catch(() => undefined);
  }

  /** The entry of this name, with these attributes. Rejects with OperatorError when it does not exist. */
  async read(dn: string, attributes: string[], what: Bilingual = READING): Promise<Entry> {
    const options = { scope: 'base', attributes, explicitBufferAttributes: BINARY } as const;
    const { searchEntries } = await this.doing({ what, dn }, () => this.client.search(dn, options));
    return searchEntries[0]!;
  }

  /** The entries below this one that have these values; values are never read as a filter. */
  async find(base: string, wanted: Record<string, string>, attributes: string[]): Promise<Entry[]> {
    const filters = Object.entries(wanted).map(
      ([name, value]) => new EqualityFilter({ attribute: name, value }),
    );
    const filter = new AndFilter({ filters });
    const options = {
      scope: 'sub',
      filter,
      attributes,
      explicitBufferAttributes: BINARY,
      paged: true,
    } as const;
    const found = await this.doing({ what: READING, dn: base }, () => this.client.search(base, options));
    return found.searchEntries;
  }

  add(dn: string, values: Record<string, string | string[] | Buffer>, what: Bilingual): Promise<void> {
    const attributes = Object.entries(values).map(([type, value]) => attribute(type, value));
    return this.doing({ what, dn }, () => this.client.add(dn, attributes));
  }

  replace(dn: string, values: Record<string, string | string[] | Buffer>, what: Bilingual): Promise<void> {
    const changes = Object.entries(values).map(
      ([type, value]) => new Change({ operation: 'replace', modification: attribute(type, value) }),
    );
    return this.doing({ what, dn }, () => this.client.modify(dn, changes));
  }

  /** Adds or takes one value of an attribute. */
  change(
    dn: string,
    operation: 'add' | 'delete',
    type: string,
    value: string,
    what: Bilingual,
  ): Promise<void> {
    const change = new Change({ operation, modification: attribute(type, value) });
    return this.doing({ what, dn }, () => this.client.modify(dn, change));
  }

  move(dn: string, newDn: string, what: Bilingual): Promise<void> {
    return this.doing({ what, dn: newDn }, () => this.client.modifyDN(dn, newDn));
  }

  remove(dn: string, what: Bilingual): Promise<void> {
    return this.doing({ what, dn }, () => this.client.del(dn));
  }

  /** What the directory would answer, were something made there. */
  withoutRight(dn: string): EtabliError {
    const doing = { what: CREATING, dn, server: this.server.name, user: this.user };
    return directoryError(new InsufficientAccessError(), doing);
  }

  private async doing<T>(doing: Pick<Doing, 'what' | 'dn'>, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw directoryError(error, { ...doing, server: this.server.name, user: this.user });
    }
  }
}

const LOGON = { fr: 'connexion à l’annuaire', en: 'logon to the directory' };
const CREATING = { fr: 'création d’un compte d’ordinateur', en: 'making a computer account' };
const READING = { fr: 'lecture de l’annuaire', en: 'reading the directory' };

/** Of the first domain controller that answers. Rejects with what the last one answered. */
export async function openSession(directory: DirectoryDocument, password: string): Promise<LdapSession> {
  let failure: EtabliError | undefined;
  for (const server of directory.servers) {
    try {
      return await LdapSession.open(directory, server, { user: directory.account.user, password });
    } catch (error) {
      failure = error as EtabliError;
      // Another server would refuse the same password, and count it.
      if (!(failure instanceof TransientError)) throw failure;
    }
  }
  throw failure!;
}

function withoutPassword(user: string): PermanentError {
  return new PermanentError({
    fr: `le mot de passe de ${user} est vide`,
    en: `the password of ${user} is empty`,
  });
}

export async function addressOf({ name, address }: DirectoryServer): Promise<string> {
  return address ?? (await lookup(name)).address;
}

export function connection(
  { certificateAuthority }: Pick<DirectoryDocument, 'certificateAuthority'>,
  { name, address, port }: DirectoryServer & { address: string },
): Client {
  const host = address.includes(':') ? `[${address}]` : address;
  const tlsOptions = { ca: [certificateAuthority], servername: name, minVersion: 'TLSv1.2' as const };
  const url = `ldaps://${host}:${port}`;
  return new Client({ url, tlsOptions, connectTimeout: CONNECT_MS, timeout: ANSWER_MS, strictDN: true });
}

function attribute(type: string, value: string | string[] | Buffer): Attribute {
  const values = Buffer.isBuffer(value) ? [value] : Array.isArray(value) ? value : [value];
  return new Attribute({ type, values: values });
}

/** The first value of an attribute as a text; undefined when the entry has none. */
export function valueOf(entry: Entry, name: string): string | undefined {
  const [value] = valuesOf(entry, name);
  return value;
}

export function valuesOf(entry: Entry, name: string): string[] {
  const found = entry[name];
  if (found === undefined) return [];
  return (Array.isArray(found) ? found : [found]).map(String);
}

export function bytesOf(entry: Entry, name: string): Buffer | undefined {
  const found = entry[name];
  const value = Array.isArray(found) ? found[0] : found;
  return Buffer.isBuffer(value) ? value : undefined;
}
