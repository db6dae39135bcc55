import { profileJsonSchema } from '../profile/index.js';

/** One option of Windows, as its schema tells it. */
export interface WindowsOption {
  /** `windows.accounts.autologon.count`; `[]` for the items of a list, `{}` for those of a group with free names. */
  path: string;
  description: string;
  /** `oobeSystem Microsoft-Windows-Shell-Setup TimeZone`, or `script system HKLM\…`; that of the option around it where it has none itself. */
  landsIn: string[];
  /** `true or false`, `text`, the values that may stand there. */
  values: string;
  /** Whether other options stand inside it. */
  isGroup: boolean;
}

/** What is looked at of a JSON Schema. */
interface SchemaNode {
  type?: string | string[];
  description?: string;
  landsIn?: string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, SchemaNode>;
  additionalProperties?: SchemaNode | boolean;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
  allOf?: SchemaNode[];
  $ref?: string;
}

let known: WindowsOption[] | undefined;

/** Every option of Windows with what it means and where it lands, in the order of the schema. */
export function windowsOptions(): WindowsOption[] {
  known ??= readOptions(profileJsonSchema());
  return known;
}

function readOptions(schema: SchemaNode & { $defs?: Record<string, SchemaNode> }): WindowsOption[] {
  const found = new Map<string, WindowsOption>();
  const resolve = (node: SchemaNode): SchemaNode => {
    const target = node.$ref?.startsWith('#/$defs/') ? schema.$defs?.[node.$ref.slice(8)] : undefined;
    return target === undefined ? node : { ...target, ...node };
  };
  const walk = (given: SchemaNode, path: string, around: SchemaNode, depth: number): void => {
    const node = inherited(resolve(given), around);
    const parts = insideOf(node);
    const option = {
      path,
      description: node.description ?? '',
      landsIn: node.landsIn ?? [],
      values: valuesOf(node, resolve),
      isGroup: parts.length > 0,
    };
    const before = found.get(path);
    found.set(path, before === undefined ? option : joined(before, option));
    if (depth > 0) for (const [step, part] of parts) walk(part, `${path}${step}`, node, depth - 1);
  };
  const top = schema.properties?.['windows'];
  if (top) walk(top, 'windows', {}, MOST_DEPTH);
  return [...found.values()];
}

/** No option stands deeper; a schema that refers to itself ends here. */
const MOST_DEPTH = 12;

/** Where an option lands, its forms and items land too, unless they say otherwise. */
function inherited(node: SchemaNode, around: SchemaNode): SchemaNode {
  return { ...node, landsIn: node.landsIn ?? around.landsIn };
}

/** What stands inside an option, each with what its path goes on with; the forms of a choice add nothing to the path. */
function insideOf(node: SchemaNode): [string, SchemaNode][] {
  const forms = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  const described = forms.map((form): [string, SchemaNode] => [
    '',
    { ...form, description: form.description ?? node.description },
  ]);
  const free = node.additionalProperties;
  return [
    ...Object.entries(node.properties ?? {}).map(([name, part]): [string, SchemaNode] => [`.${name}`, part]),
    ...(typeof free === 'object' && Object.keys(free).length > 0
      ? [['{}', free] as [string, SchemaNode]]
      : []),
    ...(node.items ? [['[]', node.items] as [string, SchemaNode]] : []),
    ...described,
  ];
}

/** Two forms of the same option. */
function joined(one: WindowsOption, other: WindowsOption): WindowsOption {
  return {
    path: one.path,
    description: one.description || other.description,
    landsIn: [...new Set([...one.landsIn, ...other.landsIn])],
    values: one.values || other.values,
    isGroup: one.isGroup || other.isGroup,
  };
}

function valuesOf(node: SchemaNode, resolve: (node: SchemaNode) => SchemaNode): string {
  if (node.enum) return node.enum.map(String).join(' | ');
  if (node.const !== undefined) return JSON.stringify(node.const);
  const forms = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  if (forms.length > 0) {
    return [...new Set(forms.map((form) => valuesOf(resolve(form), resolve)).filter(Boolean))].join(' | ');
  }
  if (node.properties && 'vault' in node.properties) return '{vault: …}';
  return [node.type ?? ''].flat().join(' | ');
}
