// Lists by cursor, as one sequence: a list ends where `next_cursor` is null, not where a page is short.
import type { FetchOptions } from 'openapi-fetch';
import type { PathsWithMethod } from 'openapi-typescript-helpers';
import type { Connection } from './client.ts';
import type { paths } from './generated/document.ts';

type Page<Path extends PathsWithMethod<paths, 'get'>> = paths[Path]['get'] extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

/** Paths of lists with cursors. */
export type ListPath = {
  [Path in PathsWithMethod<paths, 'get'>]: Page<Path> extends { items: unknown[]; next_cursor: string | null } ? Path : never;
}[PathsWithMethod<paths, 'get'>];

export type Item<Path extends ListPath> = Page<Path> extends { items: (infer Each)[] } ? Each : never;
type Init<Path extends ListPath> = FetchOptions<paths[Path]['get']>;

/** The pages of a list. To go on another time, keep `next_cursor` and give it as `query.cursor`. */
export async function* pages<Path extends ListPath>(to: Connection, path: Path, init?: Init<Path>): AsyncGenerator<Page<Path>> {
  const get = to.http.GET as unknown as (path: Path, init: object) => Promise<{ data: { next_cursor: string | null } }>;
  const given: { params?: { query?: object } } = init ?? {};
  let cursor: string | null | undefined;
  do {
    const query = { ...given.params?.query, ...(cursor ? { cursor } : {}) };
    const { data } = await get(path, { ...given, params: { ...given.params, query } });
    yield data as Page<Path>;
    cursor = data.next_cursor;
  } while (cursor);
}

/** What is in a list, whatever pages it comes in. */
export async function* list<Path extends ListPath>(to: Connection, path: Path, init?: Init<Path>): AsyncGenerator<Item<Path>> {
  for await (const page of pages(to, path, init)) yield* (page as { items: Item<Path>[] }).items;
}
