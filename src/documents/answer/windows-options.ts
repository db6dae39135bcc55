import { formsOf, isSecretNode, resolved, type SchemaNode, windowsSchema } from './windows-schema.js';

/** One option of Windows, as its schema describes it. */
export interface WindowsOption {
  /** `windows.accounts.autologon.count`; `[]` for the items of a list, `{}` for those of a group with free names. */
  path: string;
  description: string;
  /** Its French; undefined for an option that is only described in English. */
  descriptionFr?: string;
  /** `oobeSystem Microsoft-Windows-Shell-Setup TimeZone`, or `script system HKLM\…`; that of the option around it where it has none itself. */
  landsIn: string[];
  /** `true or false`, `text`, the values that may stand there. */
  values: string;
  /** Whether other options stand inside it. */
  isGroup: boolean;
}

let known: WindowsOption[] | undefined;

/** Every option of Windows with its meaning and its places, in the order of the schema. */
export function windowsOptions(): WindowsOption[] {
  known ??= optionsOf(windowsSchema(), 'windows');
  return known;
}

/** The options in a JSON Schema, whose own path is `at`. */
export function optionsOf(top: SchemaNode, at: string): WindowsOption[] {
  const found = new Map<string, WindowsOption>();
  const walk = (given: SchemaNode, path: string, around: SchemaNode, depth: number): void => {
    const node = inherited(resolved(given), around);
    const parts = insideOf(node);
    const option = {
      path,
      description: node.description ?? '',
      descriptionFr: node.descriptionFr,
      landsIn: node.landsIn ?? [],
      values: valuesOf(node),
      isGroup: parts.some(([step]) => step !== ''),
    };
    const before = found.get(path);
    found.set(path, before === undefined ? option : joined(before, option));
    if (depth > 0) for (const [step, part] of parts) walk(part, `${path}${step}`, node, depth - 1);
  };
  walk(top, at, {}, MOST_DEPTH);
  return [...found.values()];
}

/** No option is nested more deeply; a schema that refers to itself ends here. */
const MOST_DEPTH = 12;

/** The description and the places of an option are also those of its forms, items and parts, by default. */
function inherited(node: SchemaNode, around: SchemaNode): SchemaNode {
  const { description, descriptionFr } = node.description === undefined ? around : node;
  return { ...node, description, descriptionFr, landsIn: node.landsIn ?? around.landsIn };
}

/** The parts of an option, each with its step of the path; the forms of a choice add no step. */
function insideOf(node: SchemaNode): [string, SchemaNode][] {
  const free = node.additionalProperties;
  return [
    ...Object.entries(node.properties ?? {}).map(([name, part]): [string, SchemaNode] => [`.${name}`, part]),
    ...(typeof free === 'object' && Object.keys(free).length > 0
      ? [['{}', free] as [string, SchemaNode]]
      : []),
    ...(node.items ? [['[]', node.items] as [string, SchemaNode]] : []),
    ...formsOf(node).map((form): [string, SchemaNode] => ['', form]),
  ];
}

/** Two forms of the same option. */
function joined(one: WindowsOption, other: WindowsOption): WindowsOption {
  return {
    path: one.path,
    description: one.description || other.description,
    descriptionFr: one.descriptionFr ?? other.descriptionFr,
    landsIn: [...new Set([...one.landsIn, ...other.landsIn])],
    values: [...new Set([one, other].flatMap(({ values }) => values.split(' | ')).filter(Boolean))].join(
      ' | ',
    ),
    isGroup: one.isGroup || other.isGroup,
  };
}

function valuesOf(node: SchemaNode): string {
  if (node.enum) return node.enum.map(String).join(' | ');
  if (node.const !== undefined) return JSON.stringify(node.const);
  const forms = formsOf(node);
  if (forms.length > 0) {
    return [...new Set(forms.map((form) => valuesOf(resolved(form))).filter(Boolean))].join(' | ');
  }
  return isSecretNode(node) ? '{vault: …}' : [node.type ?? ''].flat().join(' | ');
}
