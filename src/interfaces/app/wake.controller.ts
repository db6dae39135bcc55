import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../platform/account/index.js';
import { Wakes } from '../../deployment/boot/index.js';
import { RecordIdPipe } from '../../platform/database/index.js';
import { actVerdictsSchema, LotActs, lotActSchema } from '../../deployment/pipeline/index.js';

const wokenSchema = z
  .object({
    macs: z.array(z.string()).describe('To which a packet is sent, one after another'),
    verdicts: actVerdictsSchema,
  })
  .meta({ id: 'Woken' });

/** What is done with several PCs of a lot at once. */
@ApiTags('lots')
@Controller('api/lots')
export class WakeController {
  constructor(
    private readonly wakes: Wakes,
    private readonly acts: LotActs,
  ) {}

  @Post(':id/wake')
  @Roles('technician')
  @HttpCode(202)
  @ApiOperation({ summary: 'Wakes the PCs of a lot over the network, one after another (Wake-on-LAN)' })
  @ApiAcceptedResponse({ standardSchema: wokenSchema })
  async wake(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    const { macs, verdicts } = await this.wakes.wakeLot(id, actorOf(account));
    return { macs, verdicts };
  }

  @Post(':id/acts')
  @Roles('technician')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Wakes, disarms, cancels or retries several PCs of a lot: each is done or refused for itself',
  })
  @ApiOkResponse({ standardSchema: actVerdictsSchema })
  async several(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: lotActSchema }) { act, deployments }: z.output<typeof lotActSchema>,
    @CurrentAccount() account: KnownAccount,
  ) {
    const actor = actorOf(account);
    return act === 'wake'
      ? (await this.wakes.wake(id, deployments, actor)).verdicts
      : this.acts.act(id, act, deployments, actor);
  }
}
