import { Injectable } from '@nestjs/common';
import { NotFoundError, OperatorError, shellWord } from '../core/index.js';
import { openSecret } from './open-secret.js';
import type { SecretUse } from './secret-use.js';
import { SecretStore } from './secret.store.js';
import { SecretUseStore } from './secret-use.store.js';
import { unknownSecret } from './unknown-secret.js';
import { Vault } from './vault.js';

/** Reveals secrets, for approved uses only: a field of a profile that an administrator approved. */
@Injectable()
export class SecretUses {
  constructor(
    private readonly vault: Vault,
    private readonly secrets: SecretStore,
    private readonly uses: SecretUseStore,
  ) {}

  /**
   * The values by reference. Rejects with OperatorError that names the uses without approval, and with
   * NotFoundError when a secret does not exist; then nothing is revealed.
   */
  async reveal(uses: readonly SecretUse[]): Promise<Map<string, string>> {
    await this.mustBeApproved(uses);
    const values = new Map<string, string>();
    for (const { reference } of uses) {
      if (!values.has(reference))
        values.set(reference, await openSecret(this.vault, this.secrets, reference));
    }
    return values;
  }

  /**
   * Rejects with OperatorError that names each use and who can approve it; with NotFoundError when the secret does not
   * exist, since it cannot be approved then.
   */
  async mustBeApproved(uses: readonly SecretUse[]): Promise<void> {
    const missing = await this.uses.unapproved(uses);
    for (const { reference } of missing)
      if (!(await this.vault.has(reference))) throw unknownSecret(reference);
    if (missing.length > 0) throw notApproved(missing);
  }

  /** Rejects with NotFoundError when neither the secret nor its use exists. */
  async assertKnown(use: SecretUse): Promise<void> {
    if ((await this.uses.has(use)) || (await this.vault.has(use.reference))) return;
    const { reference, profile, field } = use;
    throw new NotFoundError(
      {
        fr: `le coffre n’a pas de secret « ${reference} », et le profil ${profile} ne le demande pas dans ${field}`,
        en: `the vault has no secret "${reference}", and the profile ${profile} does not ask for it in ${field}`,
      },
      { data: { ...use } },
    );
  }
}

/** The most uses that a message lists. */
const MOST_NAMED = 5;

function notApproved(uses: SecretUse[]): OperatorError {
  const named = (say: (use: SecretUse) => string) =>
    uses.slice(0, MOST_NAMED).map(say).join(' ; ') + (uses.length > MOST_NAMED ? ` … (${uses.length})` : '');
  const commands = named(
    ({ reference, profile, field }) =>
      `etabli secret approve ${reference} --profile ${profile} --field ${shellWord(field)}`,
  );
  return new OperatorError(
    {
      fr: `secret pas encore approuvé pour cet usage : ${named(({ reference, profile, field }) => `« ${reference} » dans ${field} du profil ${profile}`)}`,
      en: `secret not yet approved for this use: ${named(({ reference, profile, field }) => `"${reference}" in ${field} of the profile ${profile}`)}`,
    },
    {
      data: { uses: uses.slice(0, MOST_NAMED), count: uses.length },
      remedy: {
        fr: `Demandez à un administrateur de l’approuver : ${commands}`,
        en: `Ask an administrator to approve it: ${commands}`,
      },
    },
  );
}
