import type { Locator, Page } from 'playwright-core';
import { until } from './until.js';

/**
 * Does what opens another page, and waits until that page is loaded: it is whole, and its scripts have bound their
 * handlers. Playwright itself waits only until the browser begins to open it, and every read then sees an empty page.
 */
export async function opens(page: Page, act: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), act()]);
}

/** Clicks a link, or the button of a form, that opens another page, and waits until that page is loaded. */
export function follow(target: Locator): Promise<void> {
  return opens(target.page(), () => target.click());
}

/** Fills in the login page that is open, and waits for the page behind it. */
export async function fillLogin(page: Page, name: string, password: string): Promise<void> {
  await page.locator('#name').fill(name);
  await page.locator('#password').fill(password);
  await opens(page, () => page.keyboard.press('Enter'));
}

/** Logs in, and waits for the first page of the board. */
export async function logIn(page: Page, base: string, name: string, password: string): Promise<void> {
  await page.goto(`${base}/login`);
  await fillLogin(page, name, password);
  await page.waitForURL(`${base}/`);
}

type Read = () => unknown;

/**
 * Reads again and again until what is read equals `expected`, as `toEqual` compares; fails with what was read last.
 * For whatever an act, an event or a script brings about: a plain read does not wait for it, and may see what was
 * there before. What is expected to be gone equals this at once: wait first for what comes in its place.
 */
export async function eventually(read: Read, expected: unknown, withinMs = 60_000): Promise<void> {
  // Of the line in the spec: after the waits, the stack begins here.
  const asked = new Error();
  Error.captureStackTrace(asked, eventually);
  let difference: unknown;
  const isEqual = async () => {
    difference = await differenceOf(read, expected);
    return difference === undefined;
  };
  await until(isEqual, undefined, withinMs).catch(() => {
    if (difference instanceof Error)
      difference.stack = `${difference.message}\n${asked.stack?.replace(/^.*\n/, '')}`;
    throw difference;
  });
}

/** What `expect` says of what is read now; a page that is replaced meanwhile lets the read itself fail. */
async function differenceOf(read: Read, expected: unknown): Promise<unknown> {
  try {
    expect(await read()).toEqual(expected);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Lets go of a file over the page, as somebody who dragged it there from a folder. */
export async function dropFile(page: Page, name: string, bytes: Buffer): Promise<void> {
  const dragged = await page.evaluateHandle(
    ([called, text]) => {
      const data = new DataTransfer();
      const content = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      data.items.add(new File([content], called));
      return data;
    },
    [name, bytes.toString('base64')] as const,
  );
  for (const event of ['dragenter', 'dragover', 'drop'])
    await page.locator('main').dispatchEvent(event, { dataTransfer: dragged });
}
