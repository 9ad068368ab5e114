import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { AppError } from '@/lib/core/errors';

const BODY_LIMIT = 1_000_000;
/** Fields whose query form old scripts use; answers carry a Deprecation header then. */
const SECRET_FIELDS = ['passphrase', 'password'] as const;

const badRequest = (detail: string): AppError => new AppError('BAD_REQUEST', detail);

async function boundedText(request: NextRequest): Promise<string> {
  const tooLarge = new AppError('TOO_LARGE', 'The body may have at most 1 MB.');
  if (Number(request.headers.get('content-length') ?? 0) > BODY_LIMIT) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Node's web streams can be iterated; the browser's type does not say so.
  const body = request.body as unknown as AsyncIterable<Uint8Array> | null;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function jsonBody(request: NextRequest): Promise<Record<string, unknown>> {
  const text = await boundedText(request);
  if (text.trim() === '') return {};
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(request.headers.get('content-type') ?? ''))
    throw badRequest('Send JSON, with Content-Type: application/json.');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw new AppError('BAD_REQUEST', 'The body is not JSON.', { cause });
  }
  if (body === null || typeof body !== 'object' || Array.isArray(body))
    throw badRequest('The body must be an object.');
  return body as Record<string, unknown>;
}

export interface RawInput {
  input: Record<string, unknown>;
  /** a secret came in the query string */
  deprecated: boolean;
}

const BOOLEANS: Record<string, boolean> = { true: true, false: false };

function takesBoolean(schema: z.ZodType, name: string): boolean {
  let field: unknown = schema instanceof z.ZodObject ? schema.shape[name] : undefined;
  while (field instanceof z.ZodDefault || field instanceof z.ZodOptional) field = field.unwrap();
  return field instanceof z.ZodBoolean;
}

/** Query, body, path and the passphrase header of a request as one raw input; path parameters win. */
export async function readInput(
  request: NextRequest,
  params: Record<string, string | string[] | undefined>,
  schema: z.ZodType,
): Promise<RawInput> {
  const query = Object.fromEntries(
    [...request.nextUrl.searchParams].map(([name, value]) => [
      name,
      takesBoolean(schema, name) ? (BOOLEANS[value] ?? value) : value,
    ]),
  );
  const body = request.method === 'GET' || request.method === 'HEAD' ? {} : await jsonBody(request);
  const passphrase = request.headers.get('x-repository-passphrase');
  return {
    input: { ...query, ...body, ...(passphrase ? { passphrase } : {}), ...params },
    deprecated: SECRET_FIELDS.some((name) => name in query),
  };
}
