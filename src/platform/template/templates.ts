import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { EtabliError, PermanentError } from '../core/index.js';
import { extensionOf, languageOfTemplate } from './languages.js';
import { printingHelpers } from './printing.js';
import { tighten } from './strict-syntax.js';

/** Relative, lower-case, no `..`: `steps/configure.sh`, `answer/debian-13/preseed.cfg`. */
const NAME = /^([a-z0-9][a-z0-9-]*\/)*[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)+$/;

/** Handlebars' defaults, set explicitly so that it does not log a warning for an inherited property. */
const OWN_PROPERTIES_ONLY = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };

type Engine = typeof Handlebars;
type Template = HandlebarsTemplateDelegate<object>;

/** The templates of one folder, read and compiled on first use. */
export class Templates {
  /** One engine for each extension: a template cannot include one of another language. */
  private readonly engines = new Map<string, Engine>();
  private readonly compiled = new Map<string, Template>();

  constructor(private readonly directory: string) {}

  /**
   * The text of `<directory>/<name>.hbs` with the values of `context`. Rejects with PermanentError, naming
   * the template, when it does not exist, uses a value that is absent, or prints one without quoting it.
   */
  render(name: string, context: object): string {
    const template = this.template(name);
    try {
      return template(context, OWN_PROPERTIES_ONLY);
    } catch (cause) {
      throw unrendered(name, cause);
    }
  }

  private template(name: string): Template {
    const known = this.compiled.get(name);
    if (known) return known;
    const extension = extensionOf(name);
    const language = languageOfTemplate(name);
    const engine = this.engine(extension);
    const program = this.parse(name, engine);
    const partials = tighten(program, name, language);
    const helpers = Object.keys(printingHelpers(extension));
    const template = engine.compile<object>(program, {
      strict: true,
      noEscape: !language.markup,
      knownHelpersOnly: true,
      knownHelpers: Object.fromEntries(helpers.map((helper) => [helper, true])),
    });
    this.compiled.set(name, template); // before its partials, which may include it again
    for (const partial of partials) this.include(partial, extension, engine);
    return template;
  }

  private include(name: string, extension: string, engine: Engine): void {
    if (!NAME.test(name)) return; // an inline partial of the template itself
    if (extensionOf(name) !== extension) {
      throw new PermanentError({
        fr: `${name} n’est pas écrit dans le langage du gabarit qui l’inclut (.${extension})`,
        en: `${name} is not written in the language of the template that includes it (.${extension})`,
      });
    }
    engine.registerPartial(name, this.template(name));
  }

  private engine(extension: string): Engine {
    const known = this.engines.get(extension);
    if (known) return known;
    const engine = Handlebars.create();
    engine.registerHelper(printingHelpers(extension));
    this.engines.set(extension, engine);
    return engine;
  }

  private parse(name: string, engine: Engine): hbs.AST.Program {
    const file = join(this.directory, `${name}.hbs`);
    if (!NAME.test(name) || !existsSync(file)) {
      throw new PermanentError({ fr: `gabarit inconnu : ${name}`, en: `unknown template: ${name}` });
    }
    try {
      return engine.parse(readFileSync(file, 'utf8'), { srcName: name });
    } catch (cause) {
      throw unrendered(name, cause);
    }
  }
}

function unrendered(name: string, cause: unknown): PermanentError {
  const text = cause instanceof EtabliError ? cause.text : both(cause);
  return new PermanentError({ fr: `${name} : ${text.fr}`, en: `${name}: ${text.en}` }, { cause });
}

function both(cause: unknown): { fr: string; en: string } {
  const message = cause instanceof Error ? cause.message : String(cause);
  return { fr: message, en: message };
}
