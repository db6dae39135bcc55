import Handlebars from 'handlebars';
import { PermanentError } from '../core/index.js';
import type { TemplateLanguage } from './languages.js';

/** The helper that prints `{{x}}` in markup: it refuses missing values. */
export const VALUE = 'value';

/** `{{#if x}}` and `{{#unless x}}` accept missing values; everything else refuses them. */
const ASKING = ['if', 'unless'];

type Call = hbs.AST.MustacheStatement | hbs.AST.BlockStatement | hbs.AST.SubExpression;

/**
 * Checks and changes the parsed template: refuses output that is not escaped or quoted for its language, and
 * makes missing values errors. Returns the names of the partials that the template includes.
 */
export function tighten(program: hbs.AST.Program, name: string, language: TemplateLanguage): string[] {
  const visitor = new Tightening(name, language);
  visitor.accept(program);
  return [...visitor.partials];
}

class Tightening extends Handlebars.Visitor {
  readonly partials = new Set<string>();

  constructor(
    private readonly name: string,
    private readonly language: TemplateLanguage,
  ) {
    super();
  }

  override MustacheStatement(statement: hbs.AST.MustacheStatement): void {
    const path = statement.path as hbs.AST.PathExpression;
    const where = `${this.name}:${statement.loc.start.line}`;
    if (!statement.escaped) throw unquoted(where, `{{{${path.original}}}}`, this.language);
    const isCall = statement.params.length > 0;
    if (this.language.markup) {
      if (!isCall) printThroughValue(statement);
    } else if (!isCall || !this.language.quotedBy.includes(path.original)) {
      throw unquoted(where, `{{${path.original}}}`, this.language);
    }
    requireParameters(statement);
    super.MustacheStatement(statement);
  }

  override BlockStatement(statement: hbs.AST.BlockStatement): void {
    if (!ASKING.includes(statement.path.original)) requireParameters(statement);
    super.BlockStatement(statement);
  }

  override SubExpression(expression: hbs.AST.SubExpression): void {
    requireParameters(expression);
    super.SubExpression(expression);
  }

  override PartialStatement(statement: hbs.AST.PartialStatement): void {
    this.include(statement.name);
    super.PartialStatement(statement);
  }

  override PartialBlockStatement(statement: hbs.AST.PartialBlockStatement): void {
    this.include(statement.name);
    super.PartialBlockStatement(statement);
  }

  override ContentStatement(statement: hbs.AST.ContentStatement): void {
    if (this.language.quotedBy.includes('cmd') && /enabledelayedexpansion/i.test(statement.value)) {
      throw new PermanentError({
        fr: `${this.name} : avec EnableDelayedExpansion, cmd.exe développerait les valeurs`,
        en: `${this.name}: with EnableDelayedExpansion, cmd.exe would expand the values`,
      });
    }
  }

  private include(name: hbs.AST.PathExpression | hbs.AST.SubExpression): void {
    if (name.type !== 'PathExpression') {
      throw new PermanentError({
        fr: `${this.name} : le nom d’un gabarit inclus doit être écrit littéralement`,
        en: `${this.name}: an included template must be named literally`,
      });
    }
    const { original } = name;
    if (original !== '@partial-block') this.partials.add(original);
  }
}

/** `{{x}}` -> `{{value x}}`. */
function printThroughValue(statement: hbs.AST.MustacheStatement): void {
  statement.params = [statement.path];
  statement.path = {
    type: 'PathExpression',
    data: false,
    depth: 0,
    parts: [VALUE],
    original: VALUE,
    loc: statement.loc,
  };
}

/** Handlebars' own strict mode covers `{{x}}` only, not `{{helper x}}`: this flag of its compiler does. */
function requireParameters(call: Call): void {
  const values = [...call.params, ...(call.hash?.pairs ?? []).map(({ value }) => value)];
  for (const value of values) {
    if (value.type === 'PathExpression') (value as unknown as { strict: boolean }).strict = true;
  }
}

function unquoted(where: string, found: string, { quotedBy, markup }: TemplateLanguage): PermanentError {
  const expected = markup ? '{{x}}' : quotedBy.map((helper) => `{{${helper} x}}`).join(', ');
  return new PermanentError({
    fr: `${where} : ${found} écrirait une valeur sans l’échapper ; attendu : ${expected}`,
    en: `${where}: ${found} would print a value without quoting; expected: ${expected}`,
  });
}
