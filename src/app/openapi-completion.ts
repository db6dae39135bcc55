import type { INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { declaredRoutes } from './route-access.js';

const PROBLEM = {
  type: 'object',
  description: 'Problem details, RFC 9457, in the language of Accept-Language',
  required: ['type', 'title', 'status', 'detail', 'instance'],
  properties: {
    type: { type: 'string', examples: ['urn:etabli:problem:invalid-input'] },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    remedy: { type: 'string', description: 'What to do next' },
    findings: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'expected'],
        properties: { field: { type: 'string' }, found: {}, expected: { type: 'string' } },
      },
    },
  },
} as const;

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const;
type Operation = Record<string, unknown> & {
  operationId?: string;
  responses?: Record<string, unknown>;
  parameters?: unknown[];
};

/**
 * Adds to every operation what the controllers cannot say each for itself: who may call it, the errors, and
 * Idempotency-Key on creations.
 */
export function completeDocument(document: OpenAPIObject, app: INestApplication): OpenAPIObject {
  const access = new Map(declaredRoutes(app).map((route) => [route.operationId, route.access]));
  const components = (document.components ??= {});
  components.schemas = { ...components.schemas, Problem: PROBLEM as never };
  for (const item of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = (item as Record<string, Operation | undefined>)[method];
      if (operation) complete(operation, method, access.get(operation.operationId ?? '') ?? 'undeclared');
    }
  }
  return document;
}

function complete(operation: Operation, method: string, access: string): void {
  operation['x-role'] = access;
  operation['security'] =
    access === 'public' ? [] : access === 'machine' ? [{ machine: [] }] : [{ token: [] }, { session: [] }];
  operation.responses = {
    ...operation.responses,
    default: {
      description: 'An error',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  };
  if (method !== 'post' || access === 'public' || access === 'machine') return;
  operation.parameters = [
    ...(operation.parameters ?? []),
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      schema: { type: 'string', maxLength: 200 },
      description:
        'The same key with the same request gives the first answer again for 24 hours, and does nothing twice',
    },
  ];
}
