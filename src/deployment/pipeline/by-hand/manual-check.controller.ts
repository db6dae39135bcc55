import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentAccount, Roles, type KnownAccount } from '../../../platform/account/index.js';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { ManualChecks } from '../../recette/index.js';
import { manualAnswerSchema, manualCheckSchema } from '../deployment.schema.js';
import { Deployments } from '../deployments.service.js';
import { passedOpenSchema, passOpenSchema, pastAnswerSchema, type PassOpenBody } from './by-hand.schema.js';
import { ManualAnswers } from './manual-answers.js';

@ApiTags('deployments')
@Controller('api/deployments/:id/manual-checks')
export class ManualCheckController {
  constructor(
    private readonly deployments: Deployments,
    private readonly manual: ManualChecks,
    private readonly answers: ManualAnswers,
  ) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'The checks that only a person can judge, answered or not' })
  @ApiOkResponse({ standardSchema: z.array(manualCheckSchema) })
  async list(@Param('id', RecordIdPipe) id: string) {
    await this.deployments.get(id);
    return this.manual.answerable(id);
  }

  @Post()
  @Roles('technician')
  @HttpCode(200)
  @ApiOperation({
    summary: '“Everything passed”: answers all open checks at once, under your name',
    description: 'All of them or none are recorded. A check that has an answer keeps it.',
  })
  @ApiOkResponse({ standardSchema: passedOpenSchema })
  async passOpen(
    @Param('id', RecordIdPipe) id: string,
    @Body({ schema: passOpenSchema }) { checks }: PassOpenBody,
    @CurrentAccount() account: KnownAccount,
  ) {
    return this.answers.passOpen(id, checks, account);
  }

  @Post(':check')
  @Roles('technician')
  @HttpCode(204)
  @ApiOperation({
    summary: 'A technician’s word on one of them, under his or her name',
    description:
      'A remark is needed unless the verdict is `passed`. A later answer takes the place of an earlier one until the certificate.',
  })
  @ApiNoContentResponse()
  async answer(
    @Param('id', RecordIdPipe) id: string,
    @Param('check') check: string,
    @Body({ schema: manualAnswerSchema }) body: z.output<typeof manualAnswerSchema>,
    @CurrentAccount() account: KnownAccount,
  ) {
    await this.answers.answer(id, check, body, account);
  }

  @Get(':check/history')
  @Roles('viewer')
  @ApiOperation({ summary: 'Every answer that a check has had, the first one first' })
  @ApiOkResponse({ standardSchema: z.array(pastAnswerSchema) })
  async history(@Param('id', RecordIdPipe) id: string, @Param('check') check: string) {
    await this.deployments.get(id);
    return this.manual.history(id, check);
  }
}
