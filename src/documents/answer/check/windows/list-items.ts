import type { XmlElement } from '../../../../platform/xml/index.js';
import type { KnownSetting } from '../../tables/windows-settings.js';
import type { Report } from './report.js';
import { attribute, textAt, WCM_NAMESPACE } from './windows-file.js';

const ACTIONS = ['add', 'modify', 'remove'];

/** The attributes of a list item: wcm:action, and wcm:keyValue if it is the name of the item. */
export function listItem(element: XmlElement, known: KnownSetting, report: Report): void {
  const action = attribute(element, 'action', WCM_NAMESPACE);
  if (action === undefined) missingAction(element, report);
  else if (!ACTIONS.includes(action.toLowerCase())) badAction(element, action, report);
  if (known.keyed && attribute(element, 'keyValue', WCM_NAMESPACE) === undefined) missingKey(element, report);
}

function missingAction(element: XmlElement, report: Report): void {
  const elsewhere = element.attributes.find(({ name }) => name === 'action');
  report.add({
    rule: elsewhere ? 'windows/wrong-namespace' : 'windows/missing-action',
    severity: 'warning',
    at: element,
    found: elsewhere
      ? `${elsewhere.prefix || '(—)'}:action, ${elsewhere.namespace || '(—)'}`
      : `<${element.name}>`,
    expected: {
      fr: `wcm:action="add", avec xmlns:wcm="${WCM_NAMESPACE}"`,
      en: `wcm:action="add", with xmlns:wcm="${WCM_NAMESPACE}"`,
    },
    remedy: {
      fr: `écrivez <${element.name} wcm:action="add">`,
      en: `write <${element.name} wcm:action="add">`,
    },
  });
}

function badAction(element: XmlElement, action: string, report: Report): void {
  report.add({
    rule: 'windows/bad-action',
    severity: 'error',
    at: element,
    found: `wcm:action="${action}"`,
    expected: { fr: 'add, modify ou remove', en: 'add, modify or remove' },
    remedy: { fr: 'écrivez wcm:action="add"', en: 'write wcm:action="add"' },
  });
}

function missingKey(element: XmlElement, report: Report): void {
  report.add({
    rule: 'windows/missing-key',
    severity: 'warning',
    at: element,
    found: `<${element.name}>`,
    expected: {
      fr: 'wcm:keyValue, différent pour chaque élément',
      en: 'wcm:keyValue, different for each item',
    },
    remedy: { fr: 'ajoutez wcm:keyValue="1", "2"…', en: 'add wcm:keyValue="1", "2"…' },
  });
}

/** The Order values of a list: from 1, without gaps or duplicates. */
export function order(parent: XmlElement, known: KnownSetting, report: Report): void {
  for (const [name, setting] of known.children) {
    if (!setting.listItem || !setting.children.has('Order')) continue;
    const items = parent.children.filter((child) => child.name === name);
    const orders = items.map((item) => Number(textAt(item, 'Order') ?? NaN));
    duplicates(items, orders, report);
    gap(items, orders, report);
  }
}

function duplicates(items: XmlElement[], orders: number[], report: Report): void {
  const seen = new Set<number>();
  orders.forEach((value, index) => {
    const item = items[index];
    if (item && seen.has(value)) {
      report.add({
        rule: 'windows/duplicate-order',
        severity: 'error',
        at: item.children.find(({ name }) => name === 'Order') ?? item,
        found: String(value),
        expected: { fr: 'un Order différent pour chaque élément', en: 'a different Order for each item' },
        remedy: { fr: 'numérotez 1, 2, 3…', en: 'number them 1, 2, 3…' },
      });
    }
    if (!Number.isNaN(value)) seen.add(value);
  });
}

/** Reports at most one gap per list, at the first item after it. */
function gap(items: XmlElement[], orders: number[], report: Report): void {
  const sorted = orders
    .map((value, index) => ({ value, item: items[index] }))
    .filter(({ value }) => !Number.isNaN(value));
  sorted.sort((a, b) => a.value - b.value);
  let before = 0;
  for (const { value, item } of sorted) {
    if (item && value > before + 1) {
      report.add({
        rule: 'windows/order-gap',
        severity: 'warning',
        at: item.children.find(({ name }) => name === 'Order') ?? item,
        found: String(value),
        expected: { fr: `${before + 1}`, en: `${before + 1}` },
        remedy: {
          fr: 'numérotez sans trou à partir de 1 : un numéro manquant laisse croire à une commande perdue',
          en: 'number from 1 without a gap: a missing number looks like a lost command',
        },
      });
      return;
    }
    before = value;
  }
}
