/** The language of a template, which determines how its values are quoted. */
export interface TemplateLanguage {
  /** The helpers that quote a value. Empty for markup, which the engine escapes. */
  quotedBy: string[];
  /** True when `{{x}}` is escaped by the engine. */
  markup: boolean;
}

const HTML: TemplateLanguage = { quotedBy: [], markup: true };
const XML: TemplateLanguage = { quotedBy: [], markup: true };
const JSON: TemplateLanguage = { quotedBy: ['json'], markup: false };
const CMD: TemplateLanguage = { quotedBy: ['cmd'], markup: false };
/** Settings files that have no quoting. */
const LINES: TemplateLanguage = { quotedBy: ['line'], markup: false };

const BY_EXTENSION: Record<string, TemplateLanguage> = {
  html: HTML,
  xml: XML,
  json: JSON,
  js: JSON, // jsonText leaves no U+2028: JSON is JavaScript, ECMA-262 §25.5
  yaml: JSON, // JSON is YAML: YAML 1.2 §1.3
  yml: JSON,
  sh: { quotedBy: ['sh'], markup: false },
  cfg: { quotedBy: ['grub'], markup: false },
  ps1: { quotedBy: ['ps'], markup: false },
  cmd: CMD,
  bat: CMD,
};

/** The language of `steps/configure.sh`, by its extension. */
export function languageOfTemplate(name: string): TemplateLanguage {
  return BY_EXTENSION[extensionOf(name)] ?? LINES;
}

export function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
