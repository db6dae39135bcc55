import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, Audit, SecretApprovals } from '../../platform/account/index.js';
import { ConflictError, NotFoundError } from '../../platform/core/index.js';
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
   * administrator applies it, its secrets are approved for their fields; otherwise they wait for approval. A text is
   * kept as it was written.
   * @param document YAML or JSON text, or a value parsed from it
   * @param basedOn the number of the version that the document was made from, 0 for a new profile: with another current
   * version, somebody else was faster
   * Rejects with InputError, which names each wrong field, and with ConflictError when `basedOn` is not current.
   */
  async apply(document: unknown, actor: Actor, basedOn?: number): Promise<ProfileVersion> {
    const parsed = await this.read(document, actor.name);
    const { name } = parsed;
    const digest = digestOf(parsed);
    return this.store.transaction(async (manager) => {
      await this.store.lock(manager, name);
      if (basedOn !== undefined) await this.mustBeBasedOn(manager, name, basedOn);
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
      if (typeof document === 'string') {
        await this.store.keepText(manager, {
          versionId: version.id,
          text: document,
          writtenBy: actor.name,
        });
      }
      return version;
    });
  }

  private async mustBeBasedOn(manager: EntityManager, name: string, basedOn: number): Promise<void> {
    const current = await this.store.currentNumber(manager, name);
    if (current !== basedOn) throw changedMeanwhile(name, current);
  }

  /** The current version of a profile. Rejects with NotFoundError. */
  async latest(name: string): Promise<ProfileVersion> {
    return (await this.store.current(name)) ?? missing(name);
  }

  /** The current version of a profile; undefined where there is no such profile. */
  find(name: string): Promise<ProfileVersion | undefined> {
    return this.store.current(name);
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

function changedMeanwhile(name: string, current: number): ConflictError {
  const text =
    current === 0
      ? { fr: `le profil ${name} n’existe pas`, en: `there is no profile ${name}` }
      : {
          fr: `le profil ${name} a entre-temps une version ${current}`,
          en: `the profile ${name} has a version ${current} by now`,
        };
  return new ConflictError(text, {
    data: { name, current },
    remedy: {
      fr: 'Rien n’a été enregistré. Comparez votre texte avec cette version, puis enregistrez.',
      en: 'Nothing was saved. Compare your text with that version, then save.',
    },
  });
}
