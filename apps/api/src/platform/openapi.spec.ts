import { Validator } from '@seriousme/openapi-schema-validator';
import { errorTable, type ErrorCode } from '@millwright/contracts';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import { describeApi } from '../describe-api.ts';
import { errorCodesKey } from './documented.ts';
import { routePermissions } from './route-permissions.ts';

interface Content {
  readonly schema: object;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly $ref: string }>>;
}
interface Described {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly { name: string; schema: object; example?: unknown }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Content>> }>>;
  readonly [errorCodesKey]: readonly ErrorCode[];
}

const isJson = (type: string): boolean => /json|form-data/.test(type);

describe('the OpenAPI description', () => {
  let document: OpenAPIObject;
  let routes: { route: string; path: string; operation: Described }[];
  /** What is wrong with a value; nothing where it is as its schema says. */
  let complaints: (schema: object, value: unknown) => string[];
  beforeAll(async () => {
    document = await describeApi();
    routes = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations as Record<string, Described>).map(([method, operation]) => ({
        route: `${method.toUpperCase()} ${path}`,
        path,
        operation,
      })),
    );
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'api', components: document.components });
    complaints = (schema, value) => {
      const text = JSON.stringify(schema).replaceAll('"#/components', '"api#/components');
      return ajv.validate(JSON.parse(text) as AnySchema, value) ? [] : [ajv.errorsText()];
    };
  });
  /** Everything that a look at each route finds wrong, by route. */
  const faults = (look: (operation: Described, path: string) => unknown[]) =>
    routes
      .map(({ route, path, operation }) => [route, look(operation, path)] as const)
      .filter(([, found]) => found.length > 0);

  it('is OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(
      JSON.parse(JSON.stringify(document)) as Record<string, unknown>,
    );
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(document.openapi).toBe('3.1.0');
  });

  it('holds every route that there is', () => {
    expect(routes).toHaveLength(Object.keys(routePermissions).length);
  });

  it('calls every operation by a name of its own that says what it works on', () => {
    const names = routes.map(({ operation }) => operation.operationId);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    expect(names.filter((name) => !/^[a-z]+([A-Z][a-z]+)+$/.test(name) && name !== 'predict')).toEqual([]);
  });

  it('says of each route what it does', () => {
    expect(faults(({ summary, description }) => (summary && description ? [] : [summary]))).toEqual([]);
  });

  it('says with which errors each may end, each code at its status, and no answer but those', () => {
    expect(
      faults(({ [errorCodesKey]: codes, responses }) => {
        const said = new Set(codes.map((code) => String(errorTable[code].status)));
        const failures = Object.keys(responses).filter((status) => !/^[23]/.test(status));
        return codes.includes('access.key') && codes.includes('internal')
          ? failures.filter((status) => !said.delete(status)).concat(...said)
          : ['says no errors'];
      }),
    ).toEqual([]);
  });

  it('has examples of what goes in, each as its schema says', () => {
    expect(
      faults(({ parameters = [], requestBody }, path) => [
        ...parameters
          .filter(({ name, example }) => path.includes(`{${name}}`) && example === undefined)
          .map(({ name }) => `${name}: no example`),
        ...parameters.flatMap(({ schema, example }) =>
          example === undefined ? [] : complaints(schema, example),
        ),
        ...Object.entries(requestBody?.content ?? {}).flatMap(([type, { schema, example }]) =>
          isJson(type) ? complaints(schema, example) : [],
        ),
      ]),
    ).toEqual([]);
  });

  it('has one good answer for each, with an example as its schema says', () => {
    expect(
      faults(({ responses }) => {
        const good = Object.entries(responses).filter(([status]) => /^(2|302)/.test(status));
        const contents = good.flatMap(([, { content = {} }]) => Object.entries(content));
        return good.length !== 1
          ? [`${good.length} good answers`]
          : contents.flatMap(([type, { schema, example }]) =>
              isJson(type) ? complaints(schema, example) : [],
            );
      }),
    ).toEqual([]);
  });

  it('has an example of every error, as its schema says', () => {
    const examples = document.components?.examples as Record<string, { value: unknown }>;
    expect(
      faults(({ responses }) =>
        Object.values(responses)
          .flatMap(({ content = {} }) => Object.values(content))
          .flatMap(({ schema, examples: some = {} }) =>
            Object.keys(some).flatMap((code) => complaints(schema, examples[code]?.value)),
          ),
      ),
    ).toEqual([]);
  });
});
