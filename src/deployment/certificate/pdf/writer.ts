import type { Text } from '../../proof/index.js';
import type { Sheet } from './sheet.js';
import type { Place } from './typography.js';

/** What every part of a document needs to write in one language. */
export interface Writer {
  sheet: Sheet;
  place: Place;
  t: (text: Text) => string;
}
