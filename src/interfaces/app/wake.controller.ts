import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Audit, actorOf, CurrentAccount, type KnownAccount, Roles } from '../../platform/account/index.js';
import { bootInterface, wake } from '../../deployment/boot/index.js';
import { type Config, logger } from '../../platform/config/index.js';
import { NotFoundError, isEnded } from '../../platform/core/index.js';
import { CONFIG, RecordIdPipe } from '../../platform/database/index.js';
import { type Deployment, DeploymentStore } from '../../deployment/pipeline/index.js';
import { Machines } from '../../park/machine/index.js';

const log = logger('app');
const wokenSchema = z
  .object({ macs: z.array(z.string()).describe('Woken one after another') })
  .meta({ id: 'Woken' });

@ApiTags('lots')
@Controller('api/lots')
export class WakeController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly deployments: DeploymentStore,
    private readonly machines: Machines,
    private readonly audit: Audit,
  ) {}

  @Post(':id/wake')
  @Roles('technician')
  @HttpCode(202)
  @ApiOperation({ summary: 'Wakes the PCs of a lot over the network, one after another (Wake-on-LAN)' })
  @ApiAcceptedResponse({ standardSchema: wokenSchema })
  async wake(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    const rows = await this.deployments.ofLot(id);
    if (rows.length === 0) throw new NotFoundError({ fr: `aucun lot ${id}`, en: `no lot ${id}` });
    const macs = (
      await Promise.all(rows.filter(({ state }) => !isEnded(state)).map((row) => this.macOf(row)))
    ).flat();
    const { bootInterface: name, publicAddress } = this.config;
    const broadcast = name === undefined ? undefined : bootInterface(name, publicAddress).broadcast;
    await this.audit.record({
      actor: actorOf(account),
      action: 'lot.wake',
      subject: { kind: 'lot', id },
      data: { machines: macs.length },
    });
    wake(macs, { broadcast }).catch((error: unknown) =>
      log.error({ err: error, lot: id }, 'waking a lot failed'),
    );
    return { macs };
  }

  /** The MAC address of the row, or else the first one of its machine. */
  private async macOf({ mac, machineId, serial }: Deployment): Promise<string[]> {
    if (mac !== null) return [mac];
    const machine =
      machineId === null
        ? await this.machines.find({ serial: serial ?? undefined, macs: [] })
        : await this.machines.findById(machineId);
    return machine?.ownMacs.slice(0, 1) ?? [];
  }
}
