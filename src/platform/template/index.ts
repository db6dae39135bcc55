import { join } from 'node:path';
import { Templates } from './templates.js';

export { Templates } from './templates.js';
export { cmdWord, grubWord, jsonText, powerShellWord } from './quoting.js';

/** /templates, from src/platform/template and from dist/platform/template alike. */
const ours = new Templates(join(import.meta.dirname, '..', '..', '..', 'templates'));

/**
 * The text of `templates/<name>.hbs`, every value quoted for the language that its extension names:
 * .html and .xml by the engine (`{{x}}`), the others by a helper: `{{sh x}}` in .sh, `{{grub x}}` in .cfg,
 * `{{ps x}}` in .ps1, `{{cmd x}}` in .cmd, `{{json x}}` in .json, .js and .yaml, `{{line x}}` elsewhere.
 * `{{say title}}` is a Bilingual in the context's `language`; `{{> board/workshop/row.html}}` includes another template.
 */
export function renderTemplate(name: string, context: object): string {
  return ours.render(name, context);
}
