import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { z } from 'zod';
import { SecretUseStore, Vault } from '../vault/index.js';
import { CurrentAccount, Roles } from './access.js';
import { actorOf, type KnownAccount } from './actor.js';
import { Audit } from './audit.js';
import { SecretApprovals } from './secret-approvals.js';

const reference = z.string().min(1).max(200).describe('The reference in profiles: {vault: users/anna}');
const place = {
  profile: z.string().min(1).max(63).describe('Name of a profile; all its versions'),
  field: z
    .string()
    .min(1)
    .max(4_096)
    .describe('Path of the field, lists without their indexes: users[].password'),
};

const referenceSchema = z.object({ reference });
const useSchema = z.strictObject({ reference, ...place }).meta({ id: 'SecretUse' });
type Use = z.output<typeof useSchema>;
const secretSchema = z
  .strictObject({
    reference,
    value: z.string().min(1).max(65_536),
    use: z.strictObject(place).optional().describe('A use to approve at the same time'),
  })
  .meta({ id: 'NewSecret' });
const secretsSchema = z
  .array(z.object({ reference, updatedAt: z.iso.datetime() }))
  .meta({ id: 'Secrets', description: 'References only: no route returns a value' });
export type SecretDto = z.output<typeof secretsSchema>[number];
const usesSchema = z
  .array(
    z.object({
      reference,
      profile: z.string(),
      field: z.string(),
      askedBy: z.string().describe('Who first applied a profile with this use'),
      askedAt: z.iso.datetime(),
      approvedBy: z.string().nullable().describe('Null while it waits for an administrator'),
      approvedAt: z.iso.datetime().nullable(),
    }),
  )
  .meta({ id: 'SecretUses' });
export type SecretUseDto = z.output<typeof usesSchema>[number];

/** Stores secrets and approves their uses. No route returns the value of a secret. */
@ApiTags('secrets')
@Controller('api/secrets')
@Roles('administrator')
export class SecretController {
  constructor(
    private readonly vault: Vault,
    private readonly uses: SecretUseStore,
    private readonly approvals: SecretApprovals,
    private readonly audit: Audit,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The references of the secrets' })
  @ApiOkResponse({ standardSchema: secretsSchema })
  async list() {
    const secrets = await this.vault.list();
    return secrets.map(({ reference, updatedAt }) => ({ reference, updatedAt }));
  }

  @Put()
  @HttpCode(204)
  @ApiOperation({ summary: 'Stores a secret in the vault, or replaces it' })
  @ApiNoContentResponse()
  async put(
    @Body({ schema: secretSchema }) { reference, value, use }: z.output<typeof secretSchema>,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    const actor = actorOf(account);
    await this.uses.transaction(async (manager) => {
      await this.vault.put(reference, value, manager);
      await this.audit.record({ actor, action: 'secret.put', subject: subjectOf(reference) }, manager);
      if (use) await this.approvals.approveAll([{ reference, ...use }], actor, manager);
    });
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a secret from the vault' })
  @ApiNoContentResponse()
  async remove(
    @Query({ schema: referenceSchema }) { reference }: z.output<typeof referenceSchema>,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    const act = { actor: actorOf(account), action: 'secret.remove', subject: subjectOf(reference) };
    await this.uses.transaction(async (manager) => {
      await this.vault.remove(reference, manager);
      await this.audit.record(act, manager);
    });
  }

  @Get('uses')
  @ApiOperation({ summary: 'The uses of secrets in fields of profiles, those without approval first' })
  @ApiOkResponse({ standardSchema: usesSchema })
  async listUses() {
    const rows = await this.uses.list();
    return rows.map(({ id: _, ...use }) => use);
  }

  @Post('uses')
  @HttpCode(204)
  @ApiOperation({ summary: 'Approves a secret for a field of a profile' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ description: 'No such secret, and no profile that uses it there' })
  async approve(
    @Body({ schema: useSchema }) use: Use,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.approvals.approve(use, actorOf(account));
  }

  @Delete('uses')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraws the approval: the secret is no longer revealed there' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'It is not approved' })
  async revoke(
    @Query({ schema: useSchema }) use: Use,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.approvals.revoke(use, actorOf(account));
  }
}

function subjectOf(reference: string) {
  return { kind: 'secret', id: reference };
}
