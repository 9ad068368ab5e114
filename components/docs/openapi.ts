/** The parts of the OpenAPI document that the page shows. Everything in it may be missing. */
export interface Schema {
  type?: string;
  format?: string;
  enum?: unknown[];
  default?: unknown;
  description?: string;
  pattern?: string;
  items?: Schema;
  anyOf?: Schema[];
  nullable?: boolean;
  properties?: Record<string, Schema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}

interface Content {
  content?: Record<string, { schema?: Schema }>;
}

export interface Call {
  operationId?: string;
  summary?: string;
  tags?: string[];
  'x-role'?: string;
  parameters?: Parameter[];
  requestBody?: Content;
  responses?: Record<string, Content & { description?: string }>;
}

export interface OpenApi {
  info: { title: string; version: string };
  paths: Record<string, Record<string, Call>>;
}

export interface Endpoint {
  id: string;
  method: string;
  path: string;
  call: Call;
}

export interface FieldRow {
  name: string;
  where: string;
  type: string;
  required: boolean;
  notes: string;
}

/** Endpoints by noun, in the order of the document. */
export function groupsOf(document: OpenApi): Map<string, Endpoint[]> {
  const groups = new Map<string, Endpoint[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, call] of Object.entries(methods)) {
      const tag = call.tags?.[0] ?? 'other';
      const endpoint = { id: `${method} ${path}`, method: method.toUpperCase(), path, call };
      groups.set(tag, [...(groups.get(tag) ?? []), endpoint]);
    }
  }
  return groups;
}

/** "string[]", "integer", "files | db": the type in short. */
export function typeOf(schema: Schema | undefined): string {
  if (!schema) return 'any';
  const nullable = schema.nullable ? ' | null' : '';
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ') + nullable;
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ') + nullable;
  if (schema.type === 'array') return `${typeOf(schema.items)}[]${nullable}`;
  return (schema.format ? `${schema.type} (${schema.format})` : (schema.type ?? 'any')) + nullable;
}

const range = (low: number | undefined, high: number | undefined, unit: string): string[] => {
  const top = high === undefined || high >= Number.MAX_SAFE_INTEGER ? undefined : high;
  if (low !== undefined && top !== undefined) return [`${low} to ${top}${unit}`];
  if (top !== undefined) return [`at most ${top}${unit}`];
  return low === undefined || low <= Number.MIN_SAFE_INTEGER ? [] : [`at least ${low}${unit}`];
};

function notesOf(schema: Schema | undefined): string {
  if (!schema) return '';
  return [
    ...(schema.description ? [schema.description] : []),
    ...range(schema.minimum, schema.maximum, ''),
    ...range(schema.minLength, schema.maxLength, ' characters'),
    ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
  ].join('; ');
}

const rowsOf = (schema: Schema | undefined, where: string): FieldRow[] =>
  Object.entries(schema?.properties ?? {}).map(([name, field]) => ({
    name,
    where,
    type: typeOf(field),
    required: schema?.required?.includes(name) ?? false,
    notes: notesOf(field),
  }));

const jsonOf = (content: Content | undefined): Schema | undefined =>
  content?.content?.['application/json']?.schema;

/** What a call takes: path and query parameters, then the fields of the body. */
export function requestFields(call: Call): FieldRow[] {
  const parameters = (call.parameters ?? []).map((parameter) => ({
    name: parameter.name,
    where: parameter.in,
    type: typeOf(parameter.schema),
    required: parameter.required ?? false,
    notes: notesOf(parameter.schema),
  }));
  return [...parameters, ...rowsOf(jsonOf(call.requestBody), 'body')];
}

/** What it answers: the fields of `data` when the answer is wrapped. */
export function answerFields(call: Call): FieldRow[] {
  const answer = jsonOf(call.responses?.['200']);
  const data = answer?.properties?.data;
  return data && answer.properties?.success ? rowsOf(data, 'data') : rowsOf(answer, 'body');
}

/** True when the endpoint has every word of the search. */
export function matches(endpoint: Endpoint, search: string): boolean {
  const text = `${endpoint.method} ${endpoint.path} ${endpoint.call.summary ?? ''}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
