import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const PIPELINE = join(import.meta.dirname, '../../src/deployment/pipeline');
/** What every step is given: their own words about facts are no step's. */
const COMMON = /\/(step|step-context|deployment\.store|step\.store|progression)\.ts$/;

/** What the source of a step and of the files of the pipeline that it imports say, other steps left out. */
export interface StepSource {
  /** Facts that must be there: `context.known('disk')`. */
  needs: string[];
  /** Facts that are used when they are there: `context.facts.disk`, `facts.disk`. */
  reads: string[];
  /** Facts that are recorded: `context.remember({ disk })`. */
  writes: string[];
  /** Script templates: `context.script(remote, 'steps/seal.sh', …)`. */
  templates: string[];
  /** Commands of the agent: `context.agent('partition', …)`. */
  commands: string[];
  /** Steps whose evidence is read. */
  evidence: string[];
}

/** The names of the facts that a deployment can record. */
export function factNames(): string[] {
  const file = parse(join(PIPELINE, 'facts.ts'));
  const facts = file.statements.find(
    (one): one is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(one) && one.name.text === 'Facts',
  );
  return facts!.members.map((member) => member.name!.getText(file));
}

export function readStep(path: string): StepSource {
  const found: StepSource = { needs: [], reads: [], writes: [], templates: [], commands: [], evidence: [] };
  const names = factNames();
  for (const file of reached(path)) visit(file, file, found, names);
  return found;
}

function visit(node: ts.Node, file: ts.SourceFile, found: StepSource, names: string[]): void {
  if (ts.isCallExpression(node)) readCall(node, file, found);
  if (ts.isPropertyAccessExpression(node) && /(^|\.)facts\??$/.test(node.expression.getText(file))) {
    if (names.includes(node.name.text)) found.reads.push(node.name.text);
  }
  ts.forEachChild(node, (child) => visit(child, file, found, names));
}

function readCall(call: ts.CallExpression, file: ts.SourceFile, found: StepSource): void {
  const method = call.expression.getText(file).split('.').at(-1);
  const words = call.arguments.filter(ts.isStringLiteral).map(({ text }) => text);
  const [word = ''] = words;
  if (method === 'known') found.needs.push(word);
  if (method === 'agent') found.commands.push(word);
  if (method === 'script') found.templates.push(word);
  if (method === 'evidence' || method === 'evidenceOf') found.evidence.push(word);
  const [first] = call.arguments;
  if (method !== 'remember' || first === undefined || !ts.isObjectLiteralExpression(first)) return;
  found.writes.push(...first.properties.map((property) => property.name!.getText(file)));
}

/** The file itself and, one after another, what it imports of the pipeline. */
function reached(path: string): ts.SourceFile[] {
  const files = new Map<string, ts.SourceFile>();
  const follow = (at: string): void => {
    if (files.has(at)) return;
    const file = parse(at);
    files.set(at, file);
    for (const statement of file.statements) {
      if (!ts.isImportDeclaration(statement) || statement.importClause?.isTypeOnly === true) continue;
      const specifier = (statement.moduleSpecifier as ts.StringLiteral).text;
      if (!specifier.startsWith('.')) continue;
      const target = join(dirname(at), specifier).replace(/\.js$/, '.ts');
      const isOther = !target.startsWith(PIPELINE) || target.endsWith('.step.ts') || COMMON.test(target);
      if (!isOther) follow(target);
    }
  };
  follow(path);
  return [...files.values()];
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
}
