import type { Bilingual } from '../../../platform/core/index.js';

/** Something wrong in an INF that is read all the same. Lines count from 1. */
export interface InfFinding {
  line?: number;
  text: Bilingual;
}

/** More findings than this help nobody. */
const MOST = 50;

/** The findings of one INF; those beyond the limit are only counted. */
export class InfFindings {
  readonly items: InfFinding[] = [];
  omitted = 0;

  add(fr: string, en: string, line?: number): void {
    if (this.items.length >= MOST) this.omitted += 1;
    else this.items.push({ ...(line !== undefined && { line }), text: { fr, en } });
  }

  all(): InfFinding[] {
    if (this.omitted === 0) return this.items;
    const more = { fr: `et ${this.omitted} autres anomalies`, en: `and ${this.omitted} more findings` };
    return [...this.items, { text: more }];
  }
}

/** A text of an INF inside a message: short, in one line. */
export function quoted(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 80);
}
