import {
  Body,
  Controller,
  Get,
  Head,
  Header,
  Inject,
  Param,
  Post,
  Query,
  Req,
  StreamableFile,
} from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import {
  addressOf,
  CurrentAccount,
  type KnownAccount,
  mustNotBeKept,
  Public,
  Roles,
} from '../../platform/account/index.js';
import { type Config } from '../../platform/config/index.js';
import { CONFIG } from '../../platform/database/index.js';
import { DocumentThreads } from '../../platform/threads/index.js';
import { documentController, DocumentFiles } from '../engine/server.js';
import type { MdmCheckOptions } from './check/checkers.js';
import { linkOf } from './delivery/link.js';
import { MdmDeliveries } from './delivery/mdm-deliveries.service.js';
import { MdmFiles } from './mdm-files.js';
import { isText } from './media-types.js';
import {
  checkedMdmSchema,
  type DeliveryOrder,
  deliveryOrderSchema,
  deliverySchema,
  mdmCheckQuerySchema,
  mdmRenderOrderSchema,
  renderedMdmSchema,
} from './mdm.schema.js';
import type { MdmFile } from './order.js';
import { qrSvg } from './qr-code.js';
import type { MdmChoice, RenderedMdm } from './render-mdm.js';

const ticketQuery = z.object({ ticket: z.string().max(2_048) });

const Documents = documentController<MdmChoice, MdmFile, MdmCheckOptions>({
  path: 'api/mdm',
  render: {
    summary: 'The files that take a device from its box to its management',
    description:
      'Secrets are written as {vault:reference}. `reveal: true` writes their values, and signs configuration ' +
      'profiles when the vault holds a signing certificate: administrators only, and the audit log keeps it.',
    order: mdmRenderOrderSchema,
    answer: renderedMdmSchema,
    notFound: 'No such profile, machine, payload or secret',
  },
  check: {
    summary: 'What there is to say about a file of device management, line by line',
    description:
      'A configuration profile, signed or not, JSON of Android or Autopilot, SyncML. Nothing is stored. A file ' +
      'that cannot be read at all is answered 400.',
    query: mdmCheckQuerySchema,
    answer: checkedMdmSchema,
  },
  fileTypes: [
    'application/x-apple-aspen-config',
    'application/xml',
    'text/xml',
    'application/json',
    'application/octet-stream',
  ],
});

@ApiTags('mdm')
@Controller()
export class MdmController extends Documents {
  constructor(
    files: MdmFiles,
    documents: DocumentFiles,
    threads: DocumentThreads,
    private readonly deliveries: MdmDeliveries,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super(files, documents, threads);
  }

  @Post('api/mdm/deliveries')
  @Roles('technician')
  @ApiOperation({
    summary: 'A link that a device opens once to take its file, with its secrets',
    description: 'The audit log keeps who asked for it, and when it was opened.',
  })
  @ApiOkResponse({ standardSchema: deliverySchema })
  @ApiNotFoundResponse({ description: 'No such profile, machine or payload' })
  async deliver(
    @Body({ schema: deliveryOrderSchema }) order: DeliveryOrder,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
  ) {
    mustNotBeKept(request); // the link is as good as the file
    const { ticket, expiresAt, ...waiting } = await this.deliveries.create(order, account);
    const url = linkOf(request, this.config, waiting.file, ticket);
    return { ...waiting, url, qr: await qrSvg(url), expiresAt: expiresAt.toISOString() };
  }

  /** A messenger that previews links asks with HEAD: that does not open the link. */
  @Head('mdm/:file')
  @Public()
  @ApiOperation({ summary: 'Whether there are such links; it tells nothing of this one' })
  @ApiOkResponse({ description: 'Nothing was spent' })
  look(): void {}

  /** The ticket gives the right to the file. It is in the query, which no log and no error repeats. */
  @Get('mdm/:file')
  @Public()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'The file behind a one-time link' })
  @ApiProduces('application/x-apple-aspen-config', 'application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async open(
    @Param('file') _file: string,
    @Query({ schema: ticketQuery }) { ticket }: z.output<typeof ticketQuery>,
    @Req() request: Request,
  ): Promise<StreamableFile> {
    const { name, mediaType, bytes } = await this.deliveries.deliver(ticket, addressOf(request));
    return new StreamableFile(bytes, {
      type: mediaType,
      disposition: `attachment; filename="${asciiName(name)}"`,
      length: bytes.length,
    });
  }

  protected override answered({ files, ...rest }: RenderedMdm) {
    return { ...rest, files: files.map(encoded) };
  }
}

function encoded({ bytes, ...file }: RenderedMdm['files'][number]) {
  const encoding = isText(file.mediaType) ? ('utf-8' as const) : ('base64' as const);
  return { ...file, encoding, content: Buffer.from(bytes).toString(encoding) };
}

/** RFC 6266 without its extensions: the last part of the name, in characters that need no quoting. */
function asciiName(name: string): string {
  return (name.split('/').at(-1) ?? name).replace(/[^A-Za-z0-9._-]/g, '-');
}
