import { z } from 'zod';
import { API_CALLS, type ApiCall } from '@/lib/transport/api-calls';
import about from '@/package.json';

type Json = Record<string, unknown>;
interface ObjectSchema {
  properties?: Record<string, Json>;
  required?: string[];
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'openapi-3.0' });

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'success', 'errors'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    success: { type: 'boolean', enum: [false] },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
  },
};

const json = (schema: Json): Json => ({ 'application/json': { schema } });

function success({ form, operation }: ApiCall): Json {
  const output = schemaOf(operation.output, 'output');
  const wrapped = {
    type: 'object',
    required: ['success', 'data'],
    properties: { success: { type: 'boolean' }, message: { type: 'string' }, data: output },
  };
  if (form === 'wrapped') return { description: 'Done', content: json(wrapped) };
  if (form === 'plain') return { description: 'Done', content: json(output) };
  if (form === 'job') return { description: 'The result of the job', content: json({ type: 'object' }) };
  if (form === 'events')
    return { description: 'Events state, progress and log', content: { 'text/event-stream': {} } };
  return { description: 'The file', content: { 'application/octet-stream': {} } };
}

const pathNames = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);

function parameters(call: ApiCall, { properties = {}, required = [] }: ObjectSchema): Json[] {
  const inPath = pathNames(call.path);
  return Object.entries(properties)
    .filter(([name]) => inPath.includes(name) || call.method === 'get' || call.method === 'delete')
    .map(([name, schema]) => ({
      name,
      in: inPath.includes(name) ? 'path' : 'query',
      required: inPath.includes(name) || required.includes(name),
      schema,
    }));
}

function body(call: ApiCall, schema: ObjectSchema): Json {
  if (call.method === 'get' || call.method === 'delete') return {};
  const inPath = pathNames(call.path);
  const properties = Object.fromEntries(
    Object.entries(schema.properties ?? {}).filter(([n]) => !inPath.includes(n)),
  );
  if (Object.keys(properties).length === 0) return {};
  const required = (schema.required ?? []).filter((name) => !inPath.includes(name));
  return { requestBody: { content: json({ ...schema, properties, required }) } };
}

function describe(call: ApiCall): Json {
  const { operation } = call;
  const input = schemaOf(operation.input, 'input') as ObjectSchema;
  const accepted = call.form === 'job' ? { 202: { description: 'Accepted; Location names the job' } } : {};
  return {
    operationId: operation.name,
    summary: operation.summary,
    tags: [operation.name.split('.')[0]],
    'x-role': operation.role,
    security: operation.role === 'public' ? [] : [{ bearer: [] }, { session: [] }],
    parameters: parameters(call, input),
    ...body(call, input),
    responses: {
      200: success(call),
      ...accepted,
      default: {
        description: 'Refused or failed',
        content: { 'application/problem+json': { schema: PROBLEM } },
      },
    },
  };
}

/** The description of the API, made from the schemas that validate. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const call of API_CALLS) paths[call.path] = { ...paths[call.path], [call.method]: describe(call) };
  return {
    openapi: '3.0.3',
    info: { title: 'Holdfast', version: about.version, license: { name: 'MIT' } },
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'holdfast.session' },
      },
    },
    paths,
  };
}
