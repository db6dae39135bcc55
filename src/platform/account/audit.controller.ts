import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Roles } from './access.js';
import { auditPageSchema, type AuditQuery, auditQuerySchema } from './account.schema.js';
import type { AuditEntry } from './audit-entry.entity.js';
import { Audit } from './audit.js';

@ApiTags('audit')
@Controller('api/audit')
export class AuditController {
  constructor(private readonly audit: Audit) {}

  @Get()
  @Roles('administrator')
  @ApiOperation({ summary: 'The audit log, newest first' })
  @ApiOkResponse({ standardSchema: auditPageSchema })
  async list(@Query({ schema: auditQuerySchema }) { page, pageSize, since, until, ...filter }: AuditQuery) {
    const times = { ...(since && { since: new Date(since) }), ...(until && { until: new Date(until) }) };
    const found = await this.audit.list({ ...filter, ...times }, { page, pageSize });
    return { ...found, items: found.items.map(shown) };
  }
}

function shown({ id, at, action, data, address, ...entry }: AuditEntry) {
  return {
    id,
    at,
    actor: { kind: entry.actorKind, id: entry.actorId, name: entry.actorName },
    action,
    subject: { kind: entry.subjectKind, id: entry.subjectId },
    data,
    address,
  };
}
