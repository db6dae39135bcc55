import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import { Account } from '../../src/platform/account/account.entity.js';
import { AuditEntry } from '../../src/platform/account/audit-entry.entity.js';
import { AuditStore } from '../../src/platform/account/audit.store.js';
import { Audit } from '../../src/platform/account/index.js';
import { ConflictError, InputError, NotFoundError } from '../../src/platform/core/index.js';
import { schemaDrift } from '../../src/platform/database/index.js';
import { DISK_BUSES as KNOWN_BUSES } from '../../src/park/machine/index.js';
import { DISK_BUSES } from '../../src/documents/profile/index.js';
import {
  ProfileRow,
  Profiles,
  ProfileTextRow,
  ProfileTexts,
  ProfileVersion,
} from '../../src/documents/profile/server.js';
import { ProfileStore } from '../../src/documents/profile/profile.store.js';
import { SecretUseRow } from '../../src/platform/vault/secret-use.entity.js';
import { validateChecks } from '../../src/deployment/recette/index.js';
import { DocumentThreads } from '../../src/platform/threads/index.js';
import { type FreshDatabase, freshDatabase } from '../support/database.js';
import { secretApprovals } from '../support/secret-approvals.js';

const ENTITIES = [ProfileRow, ProfileTextRow, ProfileVersion];
const actor = { kind: 'account' as const, id: randomUUID(), name: 'claire' };
const text = (update: string) => `name: essai\nmaster: { name: debian-13 }\nupdate: ${update}\n`;

const threads = new DocumentThreads();
let database: FreshDatabase;
let source: DataSource;
let profiles: Profiles;
let texts: ProfileTexts;

beforeAll(async () => {
  database = await freshDatabase({ upTo: '0280' });
  source = await database.dataSource([...ENTITIES, Account, AuditEntry, SecretUseRow]);
  profiles = new Profiles(
    new ProfileStore(source),
    new Audit(new AuditStore(source)),
    secretApprovals(source),
    threads,
  );
  texts = new ProfileTexts(new ProfileStore(source), threads);
});
afterAll(async () => {
  await threads.close();
  await database.drop();
});

describe('profiles', () => {
  it('have tables that match their entities', async () => {
    expect(await schemaDrift(await database.dataSource(ENTITIES))).toEqual([]);
  });

  it('get a new version when something changes, and none when nothing does', async () => {
    const first = await profiles.apply(text('none'), actor);
    const same = await profiles.apply(`# the same\n${text('none')}`, actor);
    const second = await profiles.apply(
      { name: 'essai', master: { name: 'debian-13' }, update: 'all' },
      actor,
    );
    expect([first.version, same.version, second.version]).toEqual([1, 1, 2]);
    expect(same.id).toBe(first.id);
    expect((await profiles.latest('essai')).id).toBe(second.id);
    expect((await profiles.version(first.id)).document.update).toBe('none');
    expect((await profiles.numbered('essai', 2)).digest).toBe(second.digest);
    await expect(profiles.numbered('essai', Number.MAX_SAFE_INTEGER)).rejects.toBeInstanceOf(NotFoundError);
    expect((await profiles.versions('essai')).map(({ version, createdBy }) => [version, createdBy])).toEqual([
      [2, 'claire'],
      [1, 'claire'],
    ]);
  });

  it('go back to an earlier version when its content is applied again', async () => {
    const back = await profiles.apply(text('none'), actor);
    expect(back.version).toBe(1);
    expect((await profiles.latest('essai')).version).toBe(1);
  });

  it('are read with the present names of their options, whenever they were stored', async () => {
    const [id, name] = [randomUUID(), 'ancien'];
    const defender = { realtime: true, cloud: false, excludedPaths: ['C:\\a'], quarantineDays: 30 };
    const document = { name, mdm: { windows: { defender } } };
    await source.query(
      `INSERT INTO profile_version (id, name, version, digest, document, created_by)
       VALUES ($1, $2, 1, repeat('a', 64), $3, 'claire')`,
      [id, name, document],
    );
    expect((await profiles.version(id)).document).toEqual({
      name,
      mdm: {
        windows: {
          defender: {
            realTime: true,
            cloud: 'off',
            exclusions: { paths: ['C:\\a'] },
            quarantineDays: 30,
          },
        },
      },
    });
  });

  it('are numbered without gaps or duplicates when applied at once', async () => {
    const documents = Array.from({ length: 8 }, (_, n) => ({
      name: 'course',
      master: { name: 'debian-13' },
      hostname: { pattern: `PC-${n}` },
    }));
    await Promise.all([...documents, ...documents].map((document) => profiles.apply(document, actor)));
    expect((await profiles.versions('course')).map(({ version }) => version)).toEqual([
      8, 7, 6, 5, 4, 3, 2, 1,
    ]);
  });

  it('never change: the database itself refuses', async () => {
    const { id } = await profiles.latest('essai');
    await expect(source.query('UPDATE profile_version SET version = 9 WHERE id = $1', [id])).rejects.toThrow(
      'a profile version never changes',
    );
    await expect(source.query('DELETE FROM profile_version WHERE id = $1', [id])).rejects.toThrow(
      'a profile version never changes',
    );
  });

  it('store nothing of a refused document', async () => {
    await expect(profiles.apply('name: refuse\nupdate: never\n', actor)).rejects.toThrow(InputError);
    await expect(profiles.latest('refuse')).rejects.toThrow(NotFoundError);
  });

  it('are listed by name with their current version, the ready-made ones included', async () => {
    for (const name of ['debian-13-minimal', 'debian-13-desktop']) {
      await profiles.apply(readFileSync(`profiles/${name}.yaml`, 'utf8'), actor);
    }
    const { items, total } = await profiles.list({ page: 1, pageSize: 50 });
    expect(total).toBe(4);
    expect(items.map(({ name, version }) => [name, version])).toEqual([
      ['course', expect.any(Number)],
      ['debian-13-desktop', 1],
      ['debian-13-minimal', 1],
      ['essai', 1],
    ]);
  });

  it.each(['debian-13-minimal', 'debian-13-desktop'])('%s asks only for checks that exist', async (name) => {
    const { document } = await profiles.latest(name);
    expect(validateChecks(document.recette.checks)).toEqual([]);
  });

  it('can name every bus of an inventory', () => {
    expect(DISK_BUSES).toEqual(KNOWN_BUSES);
  });

  it('are unchanged when read back: the digest is of the stored document', async () => {
    const { document, digest } = await profiles.latest('debian-13-minimal');
    expect((await profiles.apply(document, actor)).digest).toBe(digest);
  });

  it('keep what was written, comments included, and the last text of the same content', async () => {
    const first = await profiles.apply('# Mine\nname: commente\n', actor);
    expect(await texts.of(first, 'claire')).toBe('# Mine\nname: commente\n');
    await profiles.apply('# Ours\nname: commente\n', actor);
    expect(await texts.of(first, 'claire')).toBe('# Ours\nname: commente\n');
    await profiles.apply({ name: 'commente' }, actor);
    expect(await texts.of(first, 'claire')).toBe('# Ours\nname: commente\n');
  });

  it('have a text of their own where they came as JSON', async () => {
    const version = await profiles.apply({ name: 'json', update: 'all' }, actor);
    expect(await texts.of(version, 'claire')).toBe('name: json\nupdate: all\n');
  });

  it('are not saved over a version that somebody else saved meanwhile', async () => {
    const by = (pattern: string) => `name: partage\nhostname: { pattern: ${pattern} }\n`;
    await profiles.apply(by('A'), actor, 0);
    const both = await Promise.allSettled([
      profiles.apply(by('B'), actor, 1),
      profiles.apply(by('C'), actor, 1),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await profiles.versions('partage')).map(({ version }) => version)).toEqual([2, 1]);
    const refused = profiles.apply(by('D'), actor, 0);
    await expect(refused).rejects.toThrow(ConflictError);
    await expect(refused).rejects.toThrow('the profile partage has a version 2 by now');
    await expect(profiles.apply('name: nulle-part\n', actor, 3)).rejects.toThrow(
      'there is no profile nulle-part',
    );
  });
});
