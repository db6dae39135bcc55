import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on the page, of WCAG 2.2 AA and its own good habits: the rule and the elements. */
export async function findingsOfAxe(page: Page): Promise<string[]> {
  // By the debugger’s own channel: the policy of the page allows no script that it did not bring.
  await page.evaluate(SOURCE);
  return page.evaluate<string[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
       violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 160))))`,
  );
}
