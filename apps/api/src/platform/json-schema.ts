import { z } from 'zod';

export interface DocumentedSchema {
  /** JSON schema, draft 2020-12 as OpenAPI 3.1 has it; named schemas are references into the components. */
  readonly schema: Record<string, unknown>;
  readonly components: Record<string, Record<string, unknown>>;
}

/**
 * A schema of ours as OpenAPI shows it.
 *
 * @param io - what a caller may send (`input`, defaults may be absent) or what it gets (`output`)
 */
export function documentSchema(schema: z.ZodType, io: 'input' | 'output'): DocumentedSchema {
  // As a property even the outermost schema becomes a reference where it has a name.
  const json = z.toJSONSchema(z.object({ it: schema }), { io, unrepresentable: 'any' });
  const { properties, $defs = {} } = pointToComponents(json) as {
    properties: { it: Record<string, unknown> };
    $defs?: Record<string, Record<string, unknown>>;
  };
  return { schema: properties.it, components: $defs };
}

function pointToComponents(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointToComponents);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    // The name of a schema, not a property of that name.
    .filter(([key, inside]) => key !== 'id' || typeof inside !== 'string')
    .map(([key, inside]) => [key, values.has(key) ? inside : pointed(key, inside)]);
  return Object.fromEntries(entries) as unknown;
}

/** Keywords that hold values, not schemas. */
const values = new Set(['const', 'default', 'enum', 'examples']);
const pointed = (key: string, inside: unknown): unknown =>
  key === '$ref' ? componentAddress(String(inside)) : pointToComponents(inside);

const componentAddress = (reference: string): string =>
  reference.replace('#/$defs/', '#/components/schemas/');
