import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post, Query } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { z } from 'zod';
import { bilingualSchema } from '../../platform/core/index.js';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../platform/account/index.js';
import { type Pagination, pageSchema, paginationSchema } from '../../platform/database/index.js';
import type { ProfileVersion } from './profile.entity.js';
import { profileJsonSchema } from './profile.schema.js';
import { Profiles } from './profiles.service.js';

const summarySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    version: z.number().int(),
    digest: z.string().describe('SHA-256 of the canonical JSON of the document'),
    title: bilingualSchema.optional(),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'ProfileSummary' });
export type ProfileSummaryDto = z.output<typeof summarySchema>;

const versionSchema = summarySchema
  .extend({ document: z.record(z.string(), z.unknown()).describe('See GET /api/profiles/schema') })
  .meta({ id: 'ProfileVersion' });
export type ProfileVersionDto = z.output<typeof versionSchema>;

function summary({ document, ...version }: ProfileVersion) {
  return { ...version, title: document.title };
}

@ApiTags('profiles')
@Controller('api/profiles')
export class ProfileController {
  constructor(private readonly profiles: Profiles) {}

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'The profiles, each with its current version' })
  @ApiOkResponse({ standardSchema: pageSchema(summarySchema) })
  async list(@Query({ schema: paginationSchema }) query: Pagination) {
    const page = await this.profiles.list(query);
    return { ...page, items: page.items.map(summary) };
  }

  @Get('schema')
  @Roles('viewer')
  @ApiOperation({ summary: 'The JSON Schema of a profile, every field described' })
  @ApiOkResponse({ standardSchema: z.record(z.string(), z.unknown()) })
  schema() {
    return profileJsonSchema();
  }

  @Post()
  @HttpCode(200)
  @Roles('technician')
  @ApiOperation({ summary: 'Applies a profile: a new version, or the known one with the same content' })
  @ApiConsumes('application/yaml', 'application/json')
  @ApiBody({ schema: { type: 'object', description: 'See GET /api/profiles/schema' } })
  @ApiOkResponse({ standardSchema: versionSchema })
  apply(@Body() document: unknown, @CurrentAccount() account: KnownAccount) {
    return this.profiles.apply(document, actorOf(account));
  }

  @Get(':name')
  @Roles('viewer')
  @ApiOperation({ summary: 'The current version of a profile' })
  @ApiOkResponse({ standardSchema: versionSchema })
  @ApiNotFoundResponse({ description: 'No such profile' })
  latest(@Param('name') name: string) {
    return this.profiles.latest(name);
  }

  @Get(':name/versions')
  @Roles('viewer')
  @ApiOperation({ summary: 'The versions of a profile, the newest first' })
  @ApiOkResponse({ standardSchema: z.array(summarySchema) })
  @ApiNotFoundResponse({ description: 'No such profile' })
  async versions(@Param('name') name: string) {
    return (await this.profiles.versions(name)).map(summary);
  }

  @Get(':name/versions/:version')
  @Roles('viewer')
  @ApiOperation({ summary: 'One version of a profile' })
  @ApiOkResponse({ standardSchema: versionSchema })
  @ApiNotFoundResponse({ description: 'No such version' })
  numbered(@Param('name') name: string, @Param('version', ParseIntPipe) version: number) {
    return this.profiles.numbered(name, version);
  }
}
