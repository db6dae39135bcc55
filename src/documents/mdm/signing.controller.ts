import { Body, Controller, Delete, HttpCode, Put } from '@nestjs/common';
import { ApiConflictResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentAccount, type KnownAccount, Roles } from '../../platform/account/index.js';
import { type SigningKeyBody, signingKeySchema } from './mdm.schema.js';
import { SigningIdentity } from './signing-identity.js';

/** Takes the key that signs profiles; no route gives it back. */
@ApiTags('mdm')
@Controller('api/mdm/signing')
@Roles('administrator')
export class SigningController {
  constructor(private readonly signing: SigningIdentity) {}

  @Put()
  @HttpCode(204)
  @ApiOperation({ summary: 'Gives the certificate and key that configuration profiles are signed with' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'Nothing can be signed with it' })
  async put(
    @Body({ schema: signingKeySchema }) pem: SigningKeyBody,
    @CurrentAccount() account: KnownAccount,
  ): Promise<void> {
    await this.signing.put(pem, account);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes that key away: profiles are not signed any more' })
  @ApiNoContentResponse()
  async remove(@CurrentAccount() account: KnownAccount): Promise<void> {
    await this.signing.remove(account);
  }
}
