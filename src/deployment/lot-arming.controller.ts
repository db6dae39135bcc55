import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CurrentAccount, Roles, actorOf, type KnownAccount } from '../account/index.js';
import { ConflictError, isEnded, NotFoundError } from '../core/index.js';
import { RecordIdPipe } from '../database/index.js';
import { Arming } from './arming.js';
import type { Deployment } from './deployment.entity.js';
import { armSchema, erasuresSchema } from './deployment.schema.js';
import { DeploymentStore } from './deployment.store.js';

@ApiTags('lots')
@Controller('api/lots')
export class LotArmingController {
  constructor(
    private readonly store: DeploymentStore,
    private readonly arming: Arming,
  ) {}

  @Get(':id/arming')
  @Roles('viewer')
  @ApiOperation({ summary: 'What would be erased on each PC of the lot that is not armed yet' })
  @ApiOkResponse({ standardSchema: erasuresSchema })
  async preview(@Param('id', RecordIdPipe) id: string) {
    return this.arming.preview(await this.planned(id));
  }

  @Post(':id/arm')
  @Roles('technician')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Arms the planned deployments of a lot, all of them or none, and tells what will be erased',
  })
  @ApiOkResponse({ standardSchema: erasuresSchema })
  async arm(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: armSchema }) { deployments }: z.output<typeof armSchema>,
    @CurrentAccount() account: KnownAccount,
  ) {
    return this.arming.arm(await this.planned(id, deployments), actorOf(account));
  }

  @Post(':id/disarm')
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes back the arming of every deployment of the lot whose PC has not begun' })
  @ApiNoContentResponse()
  async disarm(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    const armed = (await this.ofLot(id)).filter(({ state }) => state === 'armed');
    for (const { id: one } of armed) await this.arming.disarm(one, actorOf(account)).catch(unlessMovedOn);
  }

  @Post(':id/cancel')
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends every deployment of the lot that has not ended, wherever it is' })
  @ApiNoContentResponse()
  async cancel(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    const active = (await this.ofLot(id)).filter(({ state }) => !isEnded(state));
    for (const { id: one } of active) await this.arming.cancel(one, actorOf(account)).catch(unlessMovedOn);
  }

  private async ofLot(id: string): Promise<Deployment[]> {
    const found = await this.store.ofLot(id);
    if (found.length === 0) throw new NotFoundError({ fr: `aucun lot ${id}`, en: `no lot ${id}` });
    return found;
  }

  /** The planned deployments of a lot, or those of them that are named: each must be planned. */
  private async planned(lotId: string, ids?: string[]): Promise<Deployment[]> {
    const all = await this.store.ofLot(lotId);
    const found = all.filter(({ id, state }) => (ids === undefined ? state === 'planned' : ids.includes(id)));
    if (found.length > 0 && (ids === undefined || found.length === new Set(ids).size)) return found;
    throw new ConflictError({
      fr:
        ids === undefined
          ? 'le lot n’a aucun déploiement à armer'
          : 'un de ces déploiements n’est pas dans ce lot',
      en:
        ids === undefined
          ? 'the lot has no deployment to arm'
          : 'one of these deployments is not in this lot',
    });
  }
}

/** A deployment that began or ended meanwhile is not what was asked for; the others are. */
function unlessMovedOn(error: unknown): void {
  if (!(error instanceof ConflictError)) throw error;
}
