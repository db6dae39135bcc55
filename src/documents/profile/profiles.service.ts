import { Injectable } from '@nestjs/common';
import { type Actor, Audit, SecretApprovals } from '../../platform/account/index.js';
import { NotFoundError } from '../../platform/core/index.js';
import { type Page, pageOf, type Pagination } from '../../platform/database/index.js';
import { DocumentThreads } from '../../platform/threads/index.js';
import { digestOf } from './profile-document.js';
import { profileIn } from './profile-reading.js';
import type { ProfileVersion } from './profile.entity.js';
import type { ProfileDocument } from './profile.schema.js';
import { ProfileStore } from './profile.store.js';
import { usesOf } from './secret-references.js';

/** The profiles and their versions. */
@Injectable()
export class Profiles {
  constructor(
    private readonly store: ProfileStore,
    private readonly audit: Audit,
    private readonly approvals: SecretApprovals,
    private readonly threads: DocumentThreads,
  ) {}

  /**
   * Parses and checks a document; nothing is stored.
   * @param document YAML or JSON text, or a value parsed from it
   * @param owner the name of the account that sends it
   * Rejects with InputError, which names each wrong field.
   */
  read(document: unknown, owner: string): Promise<ProfileDocument> {
    return profileIn(this.threads.of(owner), document);
  }

  /**
   * Makes a document the current version of its profile: a new version, or an existing one with the same content. If an
   * administrator applies it, its secrets are approved for their fields; otherwise they wait for approval.
   * @param document YAML or JSON text, or a value parsed from it
   * Rejects with InputError, which names each wrong field.
   */
  async apply(document: unknown, actor: Actor): Promise<ProfileVersion> {
    const parsed = await this.read(document, actor.name);
    const { name } = parsed;
    const digest = digestOf(parsed);
    return this.store.transaction(async (manager) => {
      await this.store.lock(manager, name);
      const version =
        (await this.store.byDigest(manager, name, digest)) ??
        (await this.store.insert(manager, { name, digest, document: parsed, createdBy: actor.name }));
      if (await this.store.makeCurrent(manager, name, version.id)) {
        await this.audit.record(
          {
            actor,
            action: 'profile.apply',
            subject: { kind: 'profile', id: version.id },
            data: { name, version: version.version, digest },
          },
          manager,
        );
      }
      await this.approvals.named(usesOf(parsed), actor, manager);
      return version;
    });
  }

  /** The current version of a profile. Rejects with NotFoundError. */
  async latest(name: string): Promise<ProfileVersion> {
    return (await this.store.current(name)) ?? missing(name);
  }

  /** A version by its id. Rejects with NotFoundError. */
  async version(id: string): Promise<ProfileVersion> {
    return (await this.store.find(id)) ?? missing(id);
  }

  /** Version `number` of a profile. Rejects with NotFoundError. */
  async numbered(name: string, number: number): Promise<ProfileVersion> {
    return (await this.store.numbered(name, number)) ?? missing(`${name} ${number}`);
  }

  /** The versions of a profile, newest first. Rejects with NotFoundError if there are none. */
  async versions(name: string): Promise<ProfileVersion[]> {
    const versions = await this.store.versions(name);
    return versions.length === 0 ? missing(name) : versions;
  }

  /** The current version of every profile, by name. */
  async list(pagination: Pagination): Promise<Page<ProfileVersion>> {
    return pageOf(await this.store.page(pagination), pagination);
  }
}

function missing(what: string): never {
  throw new NotFoundError({ fr: `aucun profil ${what}`, en: `no profile ${what}` });
}
