import { Body, Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentAccount, type KnownAccount, mustNotBeKept, Roles } from '../../platform/account/index.js';
import { InputError } from '../../platform/core/index.js';
import { DocumentThreads } from '../../platform/threads/index.js';
import { checkAnswerFile, importAnswerFile } from './answer-documents.js';
import {
  checkedSchema,
  type CheckQuery,
  checkQuerySchema,
  type ImportQuery,
  importQuerySchema,
  importedSchema,
  renderedSchema,
  type RenderOrder,
  renderOrderSchema,
} from './answer.schema.js';
import { Answers } from './answers.service.js';

/** What an answer file may be called on its way; its bytes tell what it is. */
const FILE_TYPES = [
  'application/xml',
  'text/xml',
  'text/plain',
  'application/yaml',
  'application/octet-stream',
];
const FILE_BODY = {
  required: true,
  description: 'The file as it is, 10 MB at most',
  schema: { type: 'string', format: 'binary' },
};

@ApiTags('answers')
@Controller('api/answer')
export class AnswerController {
  constructor(
    private readonly answers: Answers,
    private readonly threads: DocumentThreads,
  ) {}

  @Post('render')
  @HttpCode(200)
  @Roles('technician')
  @ApiOperation({
    summary: 'The answer files of a profile for one PC',
    description:
      'Secrets are printed as {vault:reference}. `reveal: true` prints their values: administrators only, ' +
      'without Idempotency-Key, and the audit log keeps who, for which profile and PC, and which references.',
  })
  @ApiOkResponse({ standardSchema: renderedSchema })
  @ApiNotFoundResponse({ description: 'No such profile, PC or secret' })
  render(
    @Body({ schema: renderOrderSchema }) order: RenderOrder,
    @Req() request: Request,
    @CurrentAccount() account: KnownAccount,
  ) {
    if (order.reveal) mustNotBeKept(request);
    return this.answers.render(order, account);
  }

  @Post('check')
  @HttpCode(200)
  @Roles('viewer')
  @ApiOperation({
    summary: 'What there is to say about an answer file, line by line',
    description: 'Nothing is stored. A file that cannot be read at all is answered 400.',
  })
  @ApiConsumes(...FILE_TYPES)
  @ApiBody(FILE_BODY)
  @ApiOkResponse({ standardSchema: checkedSchema })
  check(
    @Body() body: unknown,
    @Query({ schema: checkQuerySchema }) query: CheckQuery,
    @CurrentAccount() { name }: KnownAccount,
  ) {
    return checkAnswerFile(this.threads.of(name), fileIn(body), query);
  }

  @Post('import')
  @HttpCode(200)
  @Roles('technician')
  @ApiOperation({
    summary: 'A profile draft of an unattend.xml or autounattend.xml, and what it leaves out',
    description: 'Nothing is stored; the secrets of the file are named by reference and never repeated.',
  })
  @ApiConsumes(...FILE_TYPES)
  @ApiBody(FILE_BODY)
  @ApiOkResponse({ standardSchema: importedSchema })
  import(
    @Body() body: unknown,
    @Query({ schema: importQuerySchema }) query: ImportQuery,
    @CurrentAccount() { name }: KnownAccount,
  ) {
    return importAnswerFile(this.threads.of(name), fileIn(body), query);
  }
}

function fileIn(body: unknown): Buffer {
  if (Buffer.isBuffer(body) && body.length > 0) return body;
  const expected = {
    fr: 'le fichier de réponses tel quel, comme contenu de la demande',
    en: 'the answer file as it is, as the body of the request',
  };
  const text = { fr: 'il n’y a pas de fichier de réponses', en: 'there is no answer file' };
  throw new InputError(text, [{ field: '(document)', found: undefined, expected }]);
}
