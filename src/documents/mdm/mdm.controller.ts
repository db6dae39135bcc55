import {
  Body,
  Controller,
  Get,
  Head,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
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
import { InputError } from '../../platform/core/index.js';
import { CONFIG } from '../../platform/database/index.js';
import { DocumentThreads } from '../../platform/threads/index.js';
import { linkOf } from './delivery/link.js';
import { MdmDeliveries } from './delivery/mdm-deliveries.service.js';
import { isText } from './media-types.js';
import { checkMdmFile } from './mdm-documents.js';
import { MdmProfiles } from './mdm-profiles.service.js';
import {
  checkedMdmSchema,
  type DeliveryOrder,
  deliveryOrderSchema,
  deliverySchema,
  type MdmCheckQuery,
  mdmCheckQuerySchema,
  type MdmRenderOrder,
  mdmRenderOrderSchema,
  renderedMdmSchema,
} from './mdm.schema.js';
import { qrSvg } from './qr-code.js';

/** What a file may be called on its way; its bytes tell what it is. */
const FILE_TYPES = [
  'application/x-apple-aspen-config',
  'application/xml',
  'text/xml',
  'application/json',
  'application/octet-stream',
];

const ticketQuery = z.object({ ticket: z.string().max(2_048) });

@ApiTags('mdm')
@Controller()
export class MdmController {
  constructor(
    private readonly profiles: MdmProfiles,
    private readonly deliveries: MdmDeliveries,
    private readonly threads: DocumentThreads,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post('api/mdm/render')
  @HttpCode(200)
  @Roles('technician')
  @ApiOperation({
    summary: 'The files that take a device from its box to its management',
    description:
      'Secrets are written as {vault:reference}. `reveal: true` writes their values, and signs configuration ' +
      'profiles when the vault holds a signing certificate: administrators only, and the audit log keeps it.',
  })
  @ApiOkResponse({ standardSchema: renderedMdmSchema })
  @ApiNotFoundResponse({ description: 'No such profile, machine, payload or secret' })
  async render(
    @Body({ schema: mdmRenderOrderSchema }) order: MdmRenderOrder,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
  ) {
    if (order.reveal) mustNotBeKept(request);
    const { files, ...rest } = await this.profiles.render(order, account);
    return { ...rest, files: files.map(encoded) };
  }

  @Post('api/mdm/check')
  @HttpCode(200)
  @Roles('viewer')
  @ApiOperation({
    summary: 'What there is to say about a file of device management, line by line',
    description:
      'A configuration profile, signed or not, JSON of Android or Autopilot, SyncML. Nothing is stored. A file ' +
      'that cannot be read at all is answered 400.',
  })
  @ApiConsumes(...FILE_TYPES)
  @ApiBody({
    required: true,
    description: 'The file as it is, 10 MB at most',
    schema: { type: 'string', format: 'binary' },
  })
  @ApiOkResponse({ standardSchema: checkedMdmSchema })
  check(
    @Body() body: unknown,
    @Query({ schema: mdmCheckQuerySchema }) query: MdmCheckQuery,
    @CurrentAccount() { name }: KnownAccount,
  ) {
    return checkMdmFile(this.threads.of(name), fileIn(body), query);
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

  /** Whoever only looks ahead, a messenger that previews links, does not spend it. */
  @Head('mdm/:file')
  @Public()
  @ApiOperation({ summary: 'Whether there are such links; it tells nothing of this one' })
  @ApiOkResponse({ description: 'Nothing was spent' })
  look(): void {}

  /** The ticket is the right to it. It stands in the query, which no log and no error repeats. */
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
}

function encoded({
  bytes,
  ...file
}: {
  bytes: Uint8Array;
  mediaType: string;
  name: string;
  secret: boolean;
}) {
  const encoding = isText(file.mediaType) ? ('utf-8' as const) : ('base64' as const);
  return { ...file, encoding, content: Buffer.from(bytes).toString(encoding) };
}

function fileIn(body: unknown): Buffer {
  if (Buffer.isBuffer(body) && body.length > 0) return body;
  const expected = {
    fr: 'le fichier tel quel, comme contenu de la demande',
    en: 'the file as it is, as the body of the request',
  };
  const text = { fr: 'il n’y a pas de fichier', en: 'there is no file' };
  throw new InputError(text, [{ field: '(document)', found: undefined, expected }]);
}

/** RFC 6266 without its extensions: the last part of the name, in characters that need no quoting. */
function asciiName(name: string): string {
  return (name.split('/').at(-1) ?? name).replace(/[^A-Za-z0-9._-]/g, '-');
}
