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

/** The route for logging in. */
const LOGIN = /^\/api\/session$/;
const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const;
type Operation = Record<string, unknown> & {
  operationId?: string;
  responses?: Record<string, unknown>;
  parameters?: unknown[];
  requestBody?: unknown;
};

/**
 * Adds to every operation what is the same for all controllers: who may call it, the errors, and the
 * Idempotency-Key header.
 */
export function completeDocument(document: OpenAPIObject, app: INestApplication): OpenAPIObject {
  const access = new Map(declaredRoutes(app).map((route) => [route.operationId, route.access]));
  const components = (document.components ??= {});
  components.schemas = { ...components.schemas, Problem: PROBLEM as never };
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = (item as Record<string, Operation | undefined>)[method];
      if (operation)
        complete(operation, {
          method,
          path,
          access: access.get(operation.operationId ?? '') ?? 'undeclared',
        });
    }
  }
  return document;
}

interface Route {
  method: string;
  path: string;
  access: string;
}

/** The errors that a route may answer with. */
function errorsOf(operation: Operation, { method, path, access }: Route): Map<number, string> {
  const changes = method !== 'get' && method !== 'head';
  const takes = operation.requestBody !== undefined;
  const errors: [number, string, boolean][] = [
    [400, 'Invalid input; the findings name each field', takes || (operation.parameters ?? []).length > 0],
    [401, 'Authentication needed', access !== 'public' || LOGIN.test(path)],
    [403, 'The role, or the ticket, does not allow this', access !== 'public'],
    [404, 'Not found', path.includes('{')],
    [409, 'Conflicts with the present state, or somebody must act first', changes],
    [413, 'Too large', takes],
    [415, 'Unsupported format', takes],
    [422, 'Valid, but cannot be done', changes],
    [429, 'Too many attempts; see Retry-After', LOGIN.test(path) && method === 'post'],
    [503, 'A service is unavailable for now; see Retry-After', path !== '/health/live'],
  ];
  return new Map(errors.flatMap(([status, text, may]) => (may ? [[status, text]] : [])));
}

/** The declared answers and the errors. A declared error keeps its description and gets the problem schema. */
function withErrors(operation: Operation, route: Route): Record<string, unknown> {
  const declared = (operation.responses ?? {}) as Record<string, { description?: string }>;
  const named = new Map([...errorsOf(operation, route)].map(([status, text]) => [String(status), text]));
  const statuses = new Set([
    ...Object.keys(declared).filter((status) => /^[45]/.test(status)),
    ...named.keys(),
  ]);
  const errors = [...statuses].map((status): [string, object] => [
    status,
    { ...problem(named.get(status) ?? 'An error'), ...declared[status] },
  ]);
  return { ...declared, ...Object.fromEntries(errors), default: problem('An error') };
}

function problem(description: string): object {
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

function complete(operation: Operation, route: Route): void {
  const { method, access } = route;
  operation['x-role'] = access;
  operation['security'] =
    access === 'public' ? [] : access === 'machine' ? [{ machine: [] }] : [{ token: [] }, { session: [] }];
  operation.responses = withErrors(operation, route);
  if (method !== 'post' || access === 'public' || access === 'machine') return;
  operation.parameters = [
    ...(operation.parameters ?? []),
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      schema: { type: 'string', maxLength: 200 },
      description:
        'For 24 hours, the same request with the same key gets the first answer again and is not carried out twice',
    },
  ];
}
