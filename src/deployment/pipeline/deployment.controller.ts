import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { z } from 'zod';
import { CurrentAccount, Roles, actorOf, type KnownAccount } from '../../platform/account/index.js';
import { RecordIdPipe } from '../../platform/database/index.js';
import { Arming } from './arming.js';
import {
  captureSchema,
  closeSchema,
  deploymentDetailSchema,
  deploymentPageSchema,
  deploymentQuerySchema,
  deploymentSchema,
  logQuerySchema,
  logSchema,
  retryChoicesSchema,
  retrySchema,
  type DeploymentQuery,
  type LogQuery,
} from './deployment.schema.js';
import { DeploymentStore } from './deployment.store.js';
import { deploymentView, stepView } from './deployment.views.js';
import { Deployments } from './deployments.service.js';
import { Screens } from './screens.js';
import { StepLogStore } from './step-log.store.js';
import { StepStore } from './step.store.js';

@ApiTags('deployments')
@Controller('api')
export class DeploymentController {
  constructor(
    private readonly deployments: Deployments,
    private readonly store: DeploymentStore,
    private readonly steps: StepStore,
    private readonly stepLog: StepLogStore,
    private readonly screens: Screens,
    private readonly arming: Arming,
  ) {}

  @Get('deployments')
  @Roles('viewer')
  @ApiOperation({ summary: 'The deployments, the newest first' })
  @ApiOkResponse({ standardSchema: deploymentPageSchema })
  async list(@Query({ schema: deploymentQuerySchema }) query: DeploymentQuery) {
    const page = await this.store.list(query);
    return { ...page, items: page.items.map(deploymentView) };
  }

  @Get('deployments/:id')
  @Roles('viewer')
  @ApiOperation({ summary: 'One deployment, with its steps' })
  @ApiOkResponse({ standardSchema: deploymentDetailSchema })
  async one(@Param('id', RecordIdPipe) id: string) {
    const deployment = await this.deployments.get(id);
    const rows = await this.steps.ofDeployment(id);
    return {
      ...deploymentView(deployment),
      steps: rows.map((row) => stepView(row, this.screens.titleOf(row.name))),
    };
  }

  @Get('deployments/:id/log')
  @Roles('viewer')
  @ApiOperation({ summary: 'What its steps said, line by line' })
  @ApiOkResponse({ standardSchema: logSchema })
  async log(@Param('id', RecordIdPipe) id: string, @Query({ schema: logQuerySchema }) query: LogQuery) {
    await this.deployments.get(id);
    const lines = await this.stepLog.ofDeployment(id, query.after, query.limit);
    return lines.map(({ id: line, step, attempt, at, text }) => ({ id: line, step, attempt, at, text }));
  }

  @Post('deployments/:id/disarm')
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes back the arming of a deployment whose PC has not begun' })
  @ApiNoContentResponse()
  async disarm(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    await this.arming.disarm(id, actorOf(account));
  }

  @Post('deployments/:id/cancel')
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends a deployment, wherever it is' })
  @ApiNoContentResponse()
  async cancel(@Param('id', RecordIdPipe) id: string, @CurrentAccount() account: KnownAccount) {
    await this.arming.cancel(id, actorOf(account));
  }

  @Post('deployments/:id/close')
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({ summary: 'Closes a failed deployment: says what becomes of its PC' })
  @ApiNoContentResponse()
  async close(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: closeSchema }) { note }: z.output<typeof closeSchema>,
    @CurrentAccount() account: KnownAccount,
  ) {
    await this.arming.close(id, note, actorOf(account));
  }

  @Get('deployments/:id/retry-choices')
  @Roles('viewer')
  @ApiOperation({ summary: 'Where a failed deployment may begin again, and what that erases' })
  @ApiOkResponse({ standardSchema: retryChoicesSchema })
  async retryChoices(@Param('id', RecordIdPipe) id: string) {
    return this.deployments.retryChoices(await this.deployments.get(id));
  }

  @Post('deployments/:id/retry')
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Begins a failed deployment again, from the failed step, the start or another step',
  })
  @ApiNoContentResponse()
  async retry(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: retrySchema }) { from }: z.output<typeof retrySchema>,
    @CurrentAccount() account: KnownAccount,
  ) {
    await this.deployments.retry(id, from, actorOf(account));
  }

  @Post('machines/:id/capture')
  @Roles('administrator')
  @ApiOperation({
    summary: 'Asks for the disk or the Windows of a machine as a master; its next network boot captures it',
  })
  @ApiCreatedResponse({ standardSchema: deploymentSchema })
  async capture(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: captureSchema }) body: z.output<typeof captureSchema>,
    @CurrentAccount() account: KnownAccount,
  ) {
    return deploymentView(await this.deployments.capture(id, body, actorOf(account)));
  }
}
