import { NextRequest } from 'next/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readInput } from '@/lib/transport/request';

const schema = z.strictObject({
  name: z.string(),
  dry_run: z.boolean().default(false),
  verify: z.boolean().optional(),
});
const JSON_TYPE = { 'content-type': 'application/json' };

function read(target: string, init: RequestInit & { duplex?: 'half' } = {}, params = {}) {
  const request = new NextRequest(new URL(target, 'http://127.0.0.1:3000'), init as never);
  return readInput(request, params, schema);
}
const post = (body: BodyInit, headers: Record<string, string> = JSON_TYPE) =>
  read('/api/x', { method: 'POST', body, headers, duplex: 'half' });

describe('readInput', () => {
  it('joins query, body and path; the path wins over the body and the body over the query', async () => {
    const body = JSON.stringify({ name: 'body', id: 'body' });
    const init = { method: 'POST', body, headers: JSON_TYPE };
    expect(await read('/api/x?name=query&from=query&id=query', init, { id: 'path' })).toEqual({
      input: { name: 'body', from: 'query', id: 'path' },
      deprecated: false,
    });
  });

  it('reads true and false of the query where the field wants them, and nowhere else', async () => {
    const { input } = await read('/api/x?dry_run=true&verify=false&name=true&other=true');
    expect(input).toEqual({ dry_run: true, verify: false, name: 'true', other: 'true' });
    expect((await read('/api/x?dry_run=1')).input).toEqual({ dry_run: '1' });
  });

  it('reads no body of a GET', async () => {
    expect((await read('/api/x?name=a')).input).toEqual({ name: 'a' });
  });

  it.each(['', ' \n'])('takes a body of %j for none, whatever its type', async (body) => {
    expect((await post(body, { 'content-type': 'text/plain' })).input).toEqual({});
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'application/merge-patch+json'])(
    'reads %s',
    async (type) => {
      expect((await post('{"name":"ä"}', { 'content-type': type })).input).toEqual({ name: 'ä' });
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', ''])(
    'refuses the content type %j: a form of another site can send it',
    async (type) => {
      await expect(post('{"name":"a"}', { 'content-type': type })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        detail: expect.stringContaining('Content-Type: application/json'),
      });
    },
  );

  it.each([
    ['{"name":', 'not JSON'],
    ['name=a', 'not JSON'],
    ['[1]', 'must be an object'],
    ['null', 'must be an object'],
    ['"text"', 'must be an object'],
    ['7', 'must be an object'],
  ])('refuses the body %j', async (body, reason) => {
    await expect(post(body)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      status: 400,
      detail: expect.stringContaining(reason),
    });
  });

  it('takes a body of 1 MB and refuses a larger one by what it announces', async () => {
    const body = (length: number): string => JSON.stringify({ name: 'x'.repeat(length - 11) });
    expect(body(1_000_000)).toHaveLength(1_000_000);
    expect((await post(body(1_000_000))).input.name).toHaveLength(999_989);
    const announced = { ...JSON_TYPE, 'content-length': '1000001' };
    await expect(post(body(20), announced)).rejects.toMatchObject({ code: 'TOO_LARGE', status: 413 });
  });

  it('stops reading a body that is larger than it announced', async () => {
    let sent = 0;
    const long = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 100_000;
        controller.enqueue(new Uint8Array(100_000).fill(32));
        if (sent >= 5_000_000) controller.close();
      },
    });
    await expect(post(long)).rejects.toMatchObject({ code: 'TOO_LARGE' });
    expect(sent).toBeLessThan(2_000_000);
  });

  it('takes the passphrase from its header, before any other place', async () => {
    const headers = { ...JSON_TYPE, 'x-repository-passphrase': 'from the header' };
    expect(await post('{"passphrase":"from the body"}', headers)).toEqual({
      input: { passphrase: 'from the header' },
      deprecated: false,
    });
    expect((await read('/api/x', { headers: { 'x-repository-passphrase': '' } })).input).toEqual({});
  });

  it.each(['passphrase', 'password'])(
    'takes a %s from the query and says that it should not be there',
    async (name) => {
      expect(await read(`/api/x?${name}=a%20b`)).toEqual({ input: { [name]: 'a b' }, deprecated: true });
    },
  );
});
