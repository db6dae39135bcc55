import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A 7-inch tablet, a desk, a wall screen. */
export const WIDTHS = [600, 1280, 3840] as const;
export const THEMES = ['light', 'dark'] as const;
export const LANGUAGES = ['fr', 'en'] as const;

export type Look = { language: (typeof LANGUAGES)[number]; theme: (typeof THEMES)[number] };

/** What axe-core finds on the page as it stands, in a few words each. */
export async function axeFindings(page: Page): Promise<string[]> {
  // By the debugger: the page's own policy lets no script in that it does not serve.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: AXE });
  await session.detach();
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(options: object): Promise<{
          violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
  });
}

/** The language and theme that the reader chose, as the switches of the header keep them. */
export async function choose(context: BrowserContext, url: string, { language, theme }: Look): Promise<void> {
  await context.addCookies([
    { name: 'etabli_language', value: language, url },
    { name: 'etabli_theme', value: theme, url },
  ]);
}

/** Resolves once what follows the size of the window, a plot say, was drawn in its new size. */
function drawn(page: Page): Promise<void> {
  const frame = () =>
    new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
  return page.evaluate(frame);
}

/** True where the page is wider than the window, so that a person would have to scroll it sideways. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
}

/** Pictures of a run, for people who look at them; nothing reads them. */
const PICTURES = 'artefacts/screenshots';

function keepPicture(page: Page, look: string): Promise<unknown> {
  const name = new URL(page.url()).pathname.replace(/[0-9a-f-]{36}/g, 'id').replace(/[^a-z-]+/g, '_');
  return page.screenshot({ path: `${PICTURES}/${name}-${look}.png` });
}

/**
 * Opens the page in both languages and both themes, and looks at it in three widths.
 * @returns what axe found, and whether something is cut off at the right; empty for a good page
 */
export async function everyLook(context: BrowserContext, page: Page, url: string): Promise<string[]> {
  const found: string[] = [];
  for (const language of LANGUAGES)
    for (const theme of THEMES) {
      await choose(context, new URL('/', url).href, { language, theme });
      await page.goto(url);
      if ((await page.locator('html').getAttribute('lang')) !== language) found.push(`not in ${language}`);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await drawn(page);
        const faults = [
          ...(await axeFindings(page)),
          ...((await isTooWide(page)) ? ['cut off at the right'] : []),
        ];
        found.push(...faults.map((fault) => `${language} ${theme} ${width}: ${fault}`));
        await keepPicture(page, `${language}-${theme}-${width}`);
      }
    }
  return found;
}
