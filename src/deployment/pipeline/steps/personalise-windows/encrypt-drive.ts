import { Injectable } from '@nestjs/common';
import { JoinedAccounts } from '../../../../park/directory/index.js';
import { RecoveryPasswords } from '../../../../park/recovery/index.js';
import { describe, InputError } from '../../../../platform/core/index.js';
import type { StepContext } from '../../step-context.js';
import { domainOf } from '../../windows/domain.js';
import type { StepCheck } from '../../windows/step-check.js';
import {
  type BitLocker,
  encryptAnswer,
  judgedBitLocker,
  judgedDirectoryEscrow,
  METHODS,
  prepareAnswer,
  refusedBitLocker,
} from './judged-bitlocker.js';

/**
 * Encrypts the drive of Windows: its recovery password is made by Windows, kept in the vault and read back there, and
 * only then is the protection switched on. Repeated, it goes on with the password that is there.
 */
@Injectable()
export class EncryptDrive {
  constructor(
    private readonly passwords: RecoveryPasswords,
    private readonly accounts: JoinedAccounts,
  ) {}

  /** @param secret the value of a secret of the profile */
  async run(
    context: StepContext<'deploy'>,
    asked: BitLocker,
    secret: (reference: { vault: string }) => string,
  ): Promise<StepCheck[]> {
    const pin = asked.pin === undefined ? null : goodPin(secret(asked.pin));
    await context.confirmMine();
    const prepared = await context.powershell(
      'bitlocker/prepare',
      {},
      { schema: prepareAnswer, timeoutMs: 300_000 },
    );
    const refused = refusedBitLocker(prepared);
    if (refused !== undefined) return [refused];
    const recovery = prepared.recovery!;
    context.conceal(recovery.map(({ password }) => password));
    for (const { id, password } of recovery) await this.keep(context, prepared.before!.drive, id, password);
    await context.remember({ keptRecovery: recovery.map(({ id }) => id) });
    await context.confirmMine();
    const protectorId = recovery[0]!.id;
    const answer = await context.powershell(
      'bitlocker/encrypt',
      { protectorId, pin, ...encryptValues(asked, secret) },
      { schema: encryptAnswer, timeoutMs: (asked.waitMinutes + 10) * 60_000 },
    );
    const elsewhere = judgedDirectoryEscrow(answer, protectorId, await this.seen(context));
    return [judgedBitLocker(asked, answer, protectorId), ...(elsewhere === undefined ? [] : [elsewhere])];
  }

  /** What the directory shows of the passwords of this PC; null where it cannot be asked. */
  private async seen(context: StepContext<'deploy'>): Promise<string[] | null> {
    const directory = domainOf(context.plan)?.directory;
    const { hostname } = context.facts;
    if (directory === undefined || hostname === undefined) return null;
    try {
      return await this.accounts.recoveryIds(directory, hostname);
    } catch (error) {
      context.log(`the directory was not read: ${describe(error).text.en}`);
      return null;
    }
  }

  private async keep(
    { machineId, deploymentId, facts, plan }: StepContext<'deploy'>,
    drive: string,
    protectorId: string,
    password: string,
  ): Promise<void> {
    const computerName = facts.hostname ?? plan.row.hostname ?? '';
    await this.passwords.keep({ machineId, deploymentId, computerName, drive, protectorId, password });
  }
}

/** It is typed on a US keyboard, before Windows loads another one. The error does not contain it. */
function goodPin(text: string): string {
  if (/^[!-~]{6,20}$/.test(text)) return text;
  const expected = {
    fr: '6 à 20 chiffres, lettres sans accent ou signes',
    en: '6 to 20 digits, letters without accents or signs',
  };
  const field = 'windows.security.bitlocker.pin';
  throw new InputError({ fr: `${field} : ${expected.fr}`, en: `${field}: ${expected.en}` }, [
    { field, found: '[secret]', expected },
  ]);
}

function encryptValues(asked: BitLocker, secret: (reference: { vault: string }) => string) {
  const to = (place: string) => asked.escrow.some((one) => one.to === place);
  return {
    method: METHODS[asked.method],
    usedSpaceOnly: asked.usedSpaceOnly,
    seconds: asked.waitMinutes * 60,
    directory: to('active-directory'),
    entra: to('entra'),
    shares: asked.escrow.flatMap((place) =>
      place.to === 'share'
        ? [
            {
              path: place.path,
              username: place.credentials?.username ?? '',
              password: place.credentials === undefined ? '' : secret(place.credentials.password),
            },
          ]
        : [],
    ),
  };
}
