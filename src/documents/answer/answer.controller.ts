import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentAccount, type KnownAccount, Roles } from '../../platform/account/index.js';
import { DocumentThreads } from '../../platform/threads/index.js';
import { ApiFileBody, documentController, DocumentFiles, fileIn } from '../engine/server.js';
import { ANSWER_FILES, importAnswerFile } from './answer-documents.js';
import {
  checkedSchema,
  checkQuerySchema,
  importedSchema,
  type ImportQuery,
  importQuerySchema,
  renderedSchema,
  renderOrderSchema,
} from './answer.schema.js';
import type { CheckOptions } from './check/checkers.js';
import type { AnswerChoice, AnswerText } from './render-answer.js';

const FILE_TYPES = [
  'application/xml',
  'text/xml',
  'text/plain',
  'application/yaml',
  'application/octet-stream',
];

const Documents = documentController<AnswerChoice, AnswerText, CheckOptions>({
  path: 'api/answer',
  render: {
    summary: 'The answer files of a profile for one PC',
    description:
      'Secrets are printed as {vault:reference}. `reveal: true` prints their values: administrators only, ' +
      'without Idempotency-Key, and the audit log keeps who, for which profile and PC, and which references.',
    order: renderOrderSchema,
    answer: renderedSchema,
    notFound: 'No such profile, PC or secret',
  },
  check: {
    summary: 'What there is to say about an answer file, line by line',
    description: 'Nothing is stored. A file that cannot be read at all is answered 400.',
    query: checkQuerySchema,
    answer: checkedSchema,
  },
  fileTypes: FILE_TYPES,
});

@ApiTags('answers')
@Controller()
export class AnswerController extends Documents {
  constructor(documents: DocumentFiles, threads: DocumentThreads) {
    super(ANSWER_FILES, documents, threads);
  }

  @Post('api/answer/import')
  @HttpCode(200)
  @Roles('technician')
  @ApiOperation({
    summary: 'A profile draft of an unattend.xml or autounattend.xml, and what it leaves out',
    description: 'Nothing is stored; the secrets of the file are named by reference and never repeated.',
  })
  @ApiFileBody(FILE_TYPES)
  @ApiOkResponse({ standardSchema: importedSchema })
  import(
    @Body() body: unknown,
    @Query({ schema: importQuerySchema }) query: ImportQuery,
    @CurrentAccount() { name }: KnownAccount,
  ) {
    return importAnswerFile(this.threads.of(name), fileIn(body), query);
  }
}
