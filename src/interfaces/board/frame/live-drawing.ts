import type { MessageEvent } from '@nestjs/common';

/**
 * The live part of a page as it stands: the whole of it, and the pieces that can be replaced alone. A piece is one
 * element whose id is its key. The pieces of a list are in its element, in this order.
 */
export interface Drawing {
  /** What `#live` contains. Made only when somebody needs it. */
  whole: () => string;
  /** Elements that are always there. */
  parts: ReadonlyMap<string, string>;
  /** The elements of each list, by the id of the list. */
  lists: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** A message of a live page; `whole` makes the one for a reader that missed messages before it. */
export class LiveMessage implements MessageEvent {
  constructor(
    readonly data: string,
    readonly whole: () => LiveMessage,
  ) {}

  /** A message that says everything by itself. */
  static complete(data: string): LiveMessage {
    const message: LiveMessage = new LiveMessage(data, () => message);
    return message;
  }
}

/**
 * The changes from one drawing to the next, as `<hx-partial>` elements of htmx 4: only what differs. Empty when nothing
 * does. htmx finds the targets of a message before it changes any, so what is inserted stands behind an element that
 * was there before. With a list that was not there, it is the whole.
 */
export function changesBetween(before: Drawing, now: Drawing): string {
  if ([...now.lists.keys()].some((id) => !before.lists.has(id))) return now.whole();
  const parts = [...now.parts].filter(([id, html]) => before.parts.get(id) !== html);
  const replaced = parts.map(([id, html]) => partial(id, 'outerMorph', html));
  const lists = [...now.lists].map(([id, items]) =>
    listChanges(id, before.lists.get(id) ?? new Map(), items),
  );
  return [...replaced, ...lists].join('');
}

type Items = ReadonlyMap<string, string>;

function listChanges(list: string, before: Items, now: Items): string {
  const kept = [...now.keys()].filter((id) => before.has(id));
  const former = [...before.keys()].filter((id) => now.has(id));
  if (kept.some((id, index) => former[index] !== id))
    return partial(list, 'innerMorph', [...now.values()].join(''));
  const removed = [...before.keys()].filter((id) => !now.has(id)).map((id) => partial(id, 'delete', ''));
  const changed = kept
    .filter((id) => before.get(id) !== now.get(id))
    .map((id) => partial(id, 'outerMorph', now.get(id) ?? ''));
  return [...removed, ...changed, ...insertions(list, before, now)].join('');
}

/** New elements, those that follow each other together. */
function insertions(list: string, before: Items, now: Items): string[] {
  const inserted: string[] = [];
  let anchor: string | undefined;
  let waiting = '';
  const place = () => {
    if (waiting === '') return;
    inserted.push(
      anchor === undefined ? partial(list, 'afterbegin', waiting) : partial(anchor, 'afterend', waiting),
    );
    waiting = '';
  };
  for (const [id, html] of now) {
    if (!before.has(id)) {
      waiting += html;
      continue;
    }
    place();
    anchor = id;
  }
  place();
  return inserted;
}

/** The ids are Établi’s own: letters, digits and hyphens. */
function partial(id: string, swap: string, html: string): string {
  return `<hx-partial hx-target="#${id}" hx-swap="${swap}">${html}</hx-partial>`;
}
