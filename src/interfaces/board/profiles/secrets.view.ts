import { Injectable } from '@nestjs/common';
import { type ProfileDocument, secretsOf, usesOf } from '../../../documents/profile/index.js';
import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { SecretUseStore, Vault } from '../../../platform/vault/index.js';

/** A secret that a profile names in a field, and whether it may be used there. */
export interface SecretView {
  reference: string;
  field: string;
  look: 'done' | 'waiting' | 'failed';
  name: string;
}

/** More are not listed: the profile's text has them all. */
const MOST = 100;

const APPROVED: Bilingual = { fr: 'approuvé', en: 'approved' };
const WAITING: Bilingual = {
  fr: 'attend l’accord d’un administrateur',
  en: 'waits for an administrator’s consent',
};
const MISSING: Bilingual = { fr: 'absent du coffre', en: 'not in the vault' };

/** The secrets of a profile: references only, never a value. */
@Injectable()
export class SecretsView {
  constructor(
    private readonly vault: Vault,
    private readonly uses: SecretUseStore,
  ) {}

  async of(document: ProfileDocument, language: Language): Promise<SecretView[]> {
    const waiting = new Set(
      (await this.uses.unapproved(usesOf(document))).map(({ reference, field }) => `${reference} ${field}`),
    );
    const known = new Map<string, boolean>();
    const views: SecretView[] = [];
    for (const { reference, field, use } of secretsOf(document).slice(0, MOST)) {
      if (!known.has(reference)) known.set(reference, await this.vault.has(reference));
      const isWaiting = waiting.has(`${reference} ${use}`);
      const [look, name] = known.get(reference) ? standing(isWaiting) : (['failed', MISSING] as const);
      views.push({ reference, field, look, name: say(name, language) });
    }
    return views;
  }
}

function standing(isWaiting: boolean) {
  return isWaiting ? (['waiting', WAITING] as const) : (['done', APPROVED] as const);
}
