import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { allows, ConflictError, InputError, type Role } from '../core/index.js';
import { ForbiddenError } from './access-errors.js';
import { knownAs } from './access.guard.js';
import type { Account } from './account.entity.js';
import { Accounts, canonical } from './accounts.js';
import { actorOf, SYSTEM, type KnownAccount } from './actor.js';
import { Audit } from './audit.js';
import { LoginLimit } from './login-limit.js';
import { hashPin, NOBODYS_HASH, verifyPassword } from './password.js';
import { PasswordWork } from './password-work.js';
import { PinStore } from './pin.store.js';

/** Digits only, so that a tablet shows its number pad. */
export const PIN_FORM = /^\d{6,12}$/;

/** PINs: a person who signs on a tablet says with it who he or she is. A PIN does not log in. */
@Injectable()
export class Pins {
  /** Apart from logins: wrong PINs do not lock anybody out of the board. */
  private readonly limit = new LoginLimit();

  constructor(
    private readonly accounts: Accounts,
    private readonly store: PinStore,
    private readonly passwordLimit: LoginLimit,
    private readonly work: PasswordWork,
    private readonly audit: Audit,
  ) {}

  /** Whether the account has a PIN that counts. */
  async has(accountId: string): Promise<boolean> {
    const [account, pin] = await Promise.all([this.accounts.find(accountId), this.store.find(accountId)]);
    return pin !== null && pin.passwordMark === markOf(account);
  }

  /**
   * Sets the own PIN. The password is asked for, since a tablet is left lying open. Rejects with InputError for a PIN
   * that is easily guessed, with ForbiddenError for a wrong password, with TooManyAttemptsError or BusyError.
   */
  async set(
    accountId: string,
    { password, pin }: { password: string; pin: string },
    address: string,
  ): Promise<void> {
    refuseWeak(pin);
    const account = await this.accounts.find(accountId);
    await this.passwordLimit.attempt(account.name, address);
    await this.work.run(async () => {
      if (!(await verifyPassword(password, account.passwordHash))) throw wrongPassword();
      await this.passwordLimit.succeeded(account.name, address);
      const pinHash = await hashPin(pin);
      await this.store.transaction(async (manager) => {
        await this.store.put({ accountId, pinHash, passwordMark: markOf(account) }, manager);
        const subject = { kind: 'account', id: accountId };
        await this.audit.record(
          { actor: actorOf(account), action: 'account.pin-set', subject, address },
          manager,
        );
      });
    });
  }

  /** Takes the own PIN away. Can be repeated. */
  async remove(accountId: string, address: string): Promise<void> {
    const account = await this.accounts.find(accountId);
    await this.store.transaction(async (manager) => {
      if (!(await this.store.remove(accountId, manager))) return;
      const subject = { kind: 'account', id: accountId };
      await this.audit.record(
        { actor: actorOf(account), action: 'account.pin-remove', subject, address },
        manager,
      );
    });
  }

  /**
   * The account whose PIN this is. Rejects with ForbiddenError, with the same text for an unknown name, a wrong PIN, no
   * PIN, a disabled account and a role below `role`; with TooManyAttemptsError or BusyError.
   */
  async verify(givenName: string, pin: string, role: Role, address: string): Promise<KnownAccount> {
    const name = canonical(givenName);
    await this.limit.attempt(name, address);
    return this.work.run(async () => {
      const account = await this.accounts.findByName(name);
      const stored = account ? await this.store.find(account.id) : null;
      const matches = await verifyPassword(pin, stored?.pinHash ?? NOBODYS_HASH);
      if (!account || !stored || !matches || !mayStillSign(account, stored.passwordMark, role)) {
        await this.recordRefusal(account, address);
        throw wrongPin();
      }
      await this.limit.succeeded(name, address);
      return knownAs(account, 'session');
    });
  }

  /** Rejects with ConflictError when the account has no PIN that counts: its owner is told what to do. */
  async mustHave(accountId: string): Promise<void> {
    if (!(await this.has(accountId))) throw noPin();
  }

  /** Without an unknown name: people type their PIN there by mistake. */
  private async recordRefusal(account: Account | undefined, address: string): Promise<void> {
    const subject = { kind: 'account', id: account?.id ?? 'unknown' };
    const data = account ? { name: account.name } : {};
    await this.audit.record({ actor: SYSTEM, action: 'account.pin-refuse', subject, data, address });
  }
}

function mayStillSign(account: Account, passwordMark: string, role: Role): boolean {
  if (account.disabledAt || account.passwordChangeRequired) return false;
  return passwordMark === markOf(account) && allows(account.role, role);
}

function markOf({ passwordHash }: Account): string {
  return createHash('sha256').update(`pin ${passwordHash}`).digest('hex');
}

function refuseWeak(pin: string): void {
  if (PIN_FORM.test(pin) && !isGuessable(pin)) return;
  const expected = {
    fr: '6 à 12 chiffres, qui ne soient ni tous les mêmes ni une suite comme 123456',
    en: '6 to 12 digits, neither all the same nor a row like 123456',
  };
  throw new InputError({ fr: `Un PIN a ${expected.fr}.`, en: `A PIN has ${expected.en}.` }, [
    { field: 'pin', found: '[secret]', expected },
  ]);
}

/** The same difference from each digit to the next: 111111, 123456, 987654. */
function isGuessable(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10);
  return steps.every((step) => step === steps[0]) && [0, 1, 9].includes(steps[0] ?? 0);
}

function wrongPassword(): ForbiddenError {
  return new ForbiddenError({ fr: 'mot de passe incorrect', en: 'wrong password' });
}

function wrongPin(): ForbiddenError {
  return new ForbiddenError(
    { fr: 'compte ou PIN incorrect ; rien n’a été signé', en: 'wrong account or PIN; nothing was signed' },
    {
      remedy: {
        fr: 'Vérifiez le compte et le PIN. Après un changement de mot de passe, le PIN est à choisir de nouveau, par le lien « Mon PIN » sous la signature.',
        en: 'Check the account and the PIN. After a change of the password the PIN must be chosen again, by the link “My PIN” below the signature.',
      },
    },
  );
}

function noPin(): ConflictError {
  return new ConflictError(
    { fr: 'vous n’avez pas encore de PIN', en: 'you do not have a PIN yet' },
    {
      remedy: {
        fr: 'Choisissez-le par le lien « Mon PIN » sous la signature, puis signez.',
        en: 'Choose it by the link “My PIN” below the signature, then sign.',
      },
    },
  );
}
