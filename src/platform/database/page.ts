import { z } from 'zod';

/** `?page=1&pageSize=50` of every list in the API. Pages count from 1. */
export const paginationSchema = z.object({
  page: z.coerce.number().int().min(1).default(1).describe('Page, from 1'),
  pageSize: z.coerce.number().int().min(1).max(200).default(50).describe('Items a page, 200 at most'),
});
export type Pagination = z.infer<typeof paginationSchema>;

/** One page of a list; `total` counts the items of all pages. */
export interface Page<T> {
  items: T[];
  page: number;
  pageSize: number;
  total: number;
}

/** The schema of a page of these items, for OpenAPI. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    page: z.number().int(),
    pageSize: z.number().int(),
    total: z.number().int(),
  });
}

/** The `skip` and `take` of TypeORM's find. */
export function skipAndTake({ page, pageSize }: Pagination): { skip: number; take: number } {
  return { skip: (page - 1) * pageSize, take: pageSize };
}

/** Takes the result of `repository.findAndCount`. */
export function pageOf<T>([items, total]: [T[], number], { page, pageSize }: Pagination): Page<T> {
  return { items, page, pageSize, total };
}
