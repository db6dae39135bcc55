/** Links to the pages around one of several: `previous`, `next`, and where one is. */
export interface PagesView {
  text: string;
  previous?: string;
  next?: string;
}

/** Undefined when there is but one page. `address` ends where the number of the page goes. */
export function pagesOf(address: string, page: number, last: number): PagesView | undefined {
  if (last <= 1) return undefined;
  return {
    text: `${page} / ${last}`,
    ...(page > 1 && { previous: `${address}${page - 1}` }),
    ...(page < last && { next: `${address}${page + 1}` }),
  };
}
