// Writes what src/generated/ holds from openapi/openapi.json: the types of every route, a method for every move, and
// which requests may be repeated. `node scripts/generate.mjs [folder]` writes into another folder, to compare.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const here = new URL('../', import.meta.url);
const source = new URL('../../openapi/openapi.json', here);
const folder = process.argv[2] ?? join(here.pathname, 'src/generated');
const document = JSON.parse(await readFile(source, 'utf8'));
const { schemas } = document.components;

const HEADER = '// Written by scripts/generate.mjs from openapi/openapi.json; `make clients` writes it anew.\n';

const moves = schemas.TransitionIn.oneOf.map(({ $ref }) => $ref.split('/').at(-1));
const named = moves.filter((name) => schemas[name].properties.action.const !== undefined);

function camel(action) {
  return action.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
}

function method(name) {
  const schema = schemas[name];
  const action = schema.properties.action.const;
  const needs = schema.required.some((field) => field !== 'action');
  return `
  /** ${schema.description.replaceAll('*/', '* /')} */
  ${camel(action)}(ticketId: string, fields: Fields<'${name}'>${needs ? '' : ' = {}'}, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: '${action}' }, options);
  }`;
}

const movesModule = `${HEADER}import type { components } from './document.ts';
import type { MoveOptions } from '../tickets.ts';

type Schemas = components['schemas'];
/** What a move needs besides its name. */
export type Fields<Name extends keyof Schemas> = Omit<Schemas[Name], 'action'>;
/** Any move with its fields; moves of a life cycle that an office published itself are \`OtherMove\`. */
export type Move = Schemas['TransitionIn'];
export type MovedOut = Schemas['MovedOut'];

/** A method for every move of the life cycle that comes along. */
export abstract class Moves {
  /** Make any move: also those that an office published itself. */
  abstract move(ticketId: string, move: Move, options?: MoveOptions): Promise<MovedOut>;
${named.map(method).join('\n')}
}
`;

const repeatable = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([, operation]) => operation.parameters?.some((each) => each.name === 'Idempotency-Key'))
    .map(([verb]) => `  '${verb.toUpperCase()} ${path}',`),
);
const repeatableModule = `${HEADER}/** Requests that take an \`Idempotency-Key\`: repeated with it, they have one effect. */
export const TAKES_KEY: ReadonlySet<string> = new Set([
${repeatable.join('\n')}
]);
`;

// A field that has a default need not be sent; what is answered is required anyway.
const options = { rootTypes: true, rootTypesNoSchemaPrefix: true, defaultNonNullable: false };
const types = astToString(await openapiTS(document, options));
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'document.ts'), HEADER + types);
await writeFile(join(folder, 'moves.ts'), movesModule);
await writeFile(join(folder, 'repeatable.ts'), repeatableModule);
