import { afterAll, describe, expect, it } from 'vitest';
import { adoptDataFolder } from '@/tests/unit/data-folder';

const folder = adoptDataFolder();
const { API_CALLS } = await import('@/lib/transport/api-calls');
const { openApiDocument } = await import('@/lib/transport/openapi');
afterAll(() => folder.remove());

interface Call {
  operationId: string;
  'x-role': string;
  security: unknown[];
  parameters: { name: string; in: string; required: boolean }[];
  requestBody?: { content: { 'application/json': { schema: { properties: object; required: string[] } } } };
  responses: Record<string, unknown>;
}
const { paths } = openApiDocument() as { paths: Record<string, Record<string, Call>> };

describe('the description of the API', () => {
  it('has every call with its role', () => {
    const described = Object.values(paths).flatMap((methods) => Object.values(methods));
    expect(described).toHaveLength(API_CALLS.length);
    for (const { method, path, operation } of API_CALLS)
      expect(paths[path]?.[method]).toMatchObject({ operationId: operation.name, 'x-role': operation.role });
  });

  it('asks for a sign-in everywhere but in public', () => {
    for (const { method, path, operation } of API_CALLS)
      expect(paths[path]?.[method]?.security.length === 0, path).toBe(operation.role === 'public');
  });

  it('has each part of a path as a parameter that must be there, and not in the body as well', () => {
    for (const { method, path } of API_CALLS) {
      const call = paths[path]?.[method];
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const inPath = call?.parameters.filter((parameter) => parameter.in === 'path');
      expect(inPath?.map(({ name, required }) => [name, required])).toEqual(
        names.map((name) => [name, true]),
      );
      const body = call?.requestBody?.content['application/json'].schema.properties ?? {};
      expect(Object.keys(body).filter((name) => names.includes(name))).toEqual([]);
    }
  });

  it('has no body where none is read', () => {
    for (const { method, path } of API_CALLS)
      if (method === 'get' || method === 'delete') expect(paths[path]?.[method]?.requestBody).toBeUndefined();
  });
});
