import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentAccount, type KnownAccount, Roles } from '../account/index.js';
import { renderedSchema, type RenderOrder, renderOrderSchema } from './answer.schema.js';
import { Answers } from './answers.service.js';

@ApiTags('answers')
@Controller('api/answer')
export class AnswerController {
  constructor(private readonly answers: Answers) {}

  @Post('render')
  @HttpCode(200)
  @Roles('technician')
  @ApiOperation({
    summary: 'The answer files of a profile for one PC',
    description:
      'Secrets are printed as {vault:reference}. `reveal: true` prints their values: administrators only, and ' +
      'the audit log keeps who, for which profile and PC, and which references.',
  })
  @ApiOkResponse({ standardSchema: renderedSchema })
  @ApiNotFoundResponse({ description: 'No such profile, PC or secret' })
  render(@Body({ schema: renderOrderSchema }) order: RenderOrder, @CurrentAccount() account: KnownAccount) {
    return this.answers.render(order, account);
  }
}
