import type { XmlElement } from '../../../platform/xml/index.js';

/** The children with this name; the makers do not always write names in the same case. */
export function named(element: XmlElement | undefined, name: string): XmlElement[] {
  const wanted = name.toLowerCase();
  return (element?.children ?? []).filter((child) => child.name.toLowerCase() === wanted);
}

/** The text of the first child with this name. */
export function textOf(element: XmlElement, name: string): string {
  return named(element, name)[0]?.text.trim() ?? '';
}

export function attributeOf({ attributes }: XmlElement, name: string): string {
  const wanted = name.toLowerCase();
  return attributes.find((each) => each.name.toLowerCase() === wanted)?.value.trim() ?? '';
}

/** `2026-01-31` from `2026-01-31T…`, `2026-01` or the American `1/31/2026 12:00:00 AM`; empty otherwise. */
export function dateOf(text: string): string {
  const iso = /^(\d{4})-(\d{2})(?:-(\d{2}))?/.exec(text);
  if (iso !== null) return `${iso[1]}-${iso[2]}-${iso[3] ?? '01'}`;
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text);
  if (american === null) return '';
  const [, month = '', day = '', year = ''] = american;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** A length; undefined for 0, by which HP says that it does not know. */
export function bytesOf(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}
