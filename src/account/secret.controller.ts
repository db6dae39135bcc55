import { Body, Controller, Delete, Get, HttpCode, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Vault } from '../vault/index.js';
import { CurrentAccount, Roles } from './access.js';
import { actorOf, type KnownAccount } from './actor.js';
import { Audit } from './audit.js';

const reference = z.string().min(1).max(200).describe('What profiles name it by: {vault: users/anna}');

const referenceSchema = z.object({ reference });
const secretSchema = z
  .strictObject({ reference, value: z.string().min(1).max(65_536) })
  .meta({ id: 'NewSecret' });
const secretsSchema = z
  .array(z.object({ reference, updatedAt: z.iso.datetime() }))
  .meta({ id: 'Secrets', description: 'References only: no route gives a value back' });

/** The people's way into the vault: secrets go in, and come out only onto the machines that need them. */
@ApiTags('secrets')
@Controller('api/secrets')
@Roles('administrator')
export class SecretController {
  constructor(
    private readonly vault: Vault,
    private readonly audit: Audit,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The references of the secrets that profiles may name' })
  @ApiOkResponse({ standardSchema: secretsSchema })
  async list() {
    const secrets = await this.vault.list();
    return secrets.map(({ reference, updatedAt }) => ({ reference, updatedAt }));
  }

  @Put()
  @HttpCode(204)
  @ApiOperation({ summary: 'Seals a secret in the vault, in place of what stood under its reference' })
  @ApiNoContentResponse()
  async put(
    @Body({ schema: secretSchema }) { reference, value }: z.output<typeof secretSchema>,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.vault.put(reference, value);
    await this.record('secret.put', reference, account);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes a secret out of the vault' })
  @ApiNoContentResponse()
  async remove(
    @Query({ schema: referenceSchema }) { reference }: z.output<typeof referenceSchema>,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.vault.remove(reference);
    await this.record('secret.remove', reference, account);
  }

  private record(action: string, reference: string, account: KnownAccount): Promise<void> {
    return this.audit.record({ actor: actorOf(account), action, subject: { kind: 'secret', id: reference } });
  }
}
