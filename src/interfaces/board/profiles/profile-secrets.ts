import { Injectable } from '@nestjs/common';
import { type ProfileDocument, secretsOf, usesOf } from '../../../documents/profile/index.js';
import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { SecretUseStore, Vault } from '../../../platform/vault/index.js';

/** A secret that a profile names in a field, and whether it may be used there. Never its value. */
export interface ProfileSecret {
  reference: string;
  field: string;
  standing: 'approved' | 'waiting' | 'missing';
}

/** The vault is asked for each; a profile with more has them all in its text. */
const MOST = 100;

/** How it stands with the secrets of a profile. */
@Injectable()
export class ProfileSecrets {
  constructor(
    private readonly vault: Vault,
    private readonly uses: SecretUseStore,
  ) {}

  async of(document: ProfileDocument): Promise<ProfileSecret[]> {
    const unapproved = await this.uses.unapproved(usesOf(document));
    const waiting = new Set(unapproved.map(({ reference, field }) => `${reference} ${field}`));
    const secrets = secretsOf(document).slice(0, MOST);
    const known = new Map<string, boolean>();
    for (const { reference } of secrets)
      if (!known.has(reference)) known.set(reference, await this.vault.has(reference));
    return secrets.map(({ reference, field, use }) => {
      if (known.get(reference) !== true) return { reference, field, standing: 'missing' };
      return { reference, field, standing: waiting.has(`${reference} ${use}`) ? 'waiting' : 'approved' };
    });
  }
}

const STANDINGS: Record<ProfileSecret['standing'], { look: string; name: Bilingual }> = {
  approved: { look: 'done', name: { fr: 'approuvé', en: 'approved' } },
  waiting: {
    look: 'waiting',
    name: { fr: 'attend l’accord d’un administrateur', en: 'waits for an administrator’s consent' },
  },
  missing: { look: 'failed', name: { fr: 'absent du coffre', en: 'not in the vault' } },
};

export function secretView({ reference, field, standing }: ProfileSecret, language: Language) {
  const { look, name } = STANDINGS[standing];
  return { reference, field, look, name: say(name, language) };
}
