import { profileJsonSchema } from '../profile/index.js';

/** The parts of a JSON Schema that are used here. */
export interface SchemaNode {
  type?: string | string[];
  description?: string;
  descriptionFr?: string;
  landsIn?: string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, SchemaNode>;
  required?: string[];
  propertyNames?: SchemaNode;
  default?: unknown;
  pattern?: string;
  minimum?: number;
  additionalProperties?: SchemaNode | boolean;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
  allOf?: SchemaNode[];
  $ref?: string;
}

interface WindowsSchema {
  root: SchemaNode;
  definitions: Record<string, SchemaNode>;
}

let known: WindowsSchema | undefined;

/** The JSON Schema of the Windows section. */
export function windowsSchema(): SchemaNode {
  return read().root;
}

/** A node, or the definition that it refers to. */
export function resolved(node: SchemaNode): SchemaNode {
  const target = node.$ref?.startsWith('#/$defs/') ? read().definitions[node.$ref.slice(8)] : undefined;
  return target === undefined ? node : { ...target, ...node, $ref: undefined };
}

/** The forms of a choice; none for other nodes. */
export function formsOf({ anyOf = [], oneOf = [], allOf = [] }: SchemaNode): SchemaNode[] {
  return [...anyOf, ...oneOf, ...allOf];
}

/** `{ vault: reference }` */
export function isSecretNode({ properties }: SchemaNode): boolean {
  return properties !== undefined && 'vault' in properties;
}

function read(): WindowsSchema {
  if (known) return known;
  const schema = profileJsonSchema() as SchemaNode & { $defs?: Record<string, SchemaNode> };
  return (known = { root: schema.properties?.['windows'] ?? {}, definitions: schema.$defs ?? {} });
}
