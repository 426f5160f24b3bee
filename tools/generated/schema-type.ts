type Schema = Readonly<Record<string, unknown>>;

/** A JSON Schema in words, as documentation shows a parameter's type. */
export function describeType(schema: Schema): string {
  if ('const' in schema) return code(schema['const']);
  if (Array.isArray(schema['enum'])) return schema['enum'].map(code).join(' or ');
  const options = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(options)) return (options as Schema[]).map(describeType).join(' or ');
  if (schema['type'] === 'array') return `list of ${describeType(schema['items'] as Schema)}`;
  if (schema['type'] === 'object') return describeObject(schema);
  return `${TYPE_NAMES[String(schema['type'])] ?? String(schema['type'])}${bounds(schema)}`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = { integer: 'whole number', number: 'number', string: 'text', boolean: '`true` or `false`' };

const code = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

function describeObject(schema: Schema): string {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  if (properties.length > 0) return `{ ${properties.map(([name, of]) => `\`${name}\`: ${describeType(of)}`).join(', ')} }`;
  return `mapping of text to ${describeType((schema['additionalProperties'] ?? { type: 'any value' }) as Schema)}`;
}

// zod writes the bounds of its whole numbers (±2^53-1) out; those say nothing to a reader.
const SAYS_SOMETHING = (value: unknown): value is number => typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER;

function bounds(schema: Schema): string {
  const parts = [
    ...(SAYS_SOMETHING(schema['minimum']) ? [`at least ${schema['minimum']}`] : []),
    ...(SAYS_SOMETHING(schema['exclusiveMinimum']) ? [`above ${schema['exclusiveMinimum']}`] : []),
    ...(SAYS_SOMETHING(schema['maximum']) ? [`at most ${schema['maximum']}`] : []),
  ];
  return parts.length > 0 ? ` ${parts.join(', ')}` : '';
}
