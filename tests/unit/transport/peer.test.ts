import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientAddress } from '@/lib/transport/peer';

const from = (peer: string | undefined, forwarded?: string | string[]): IncomingMessage =>
  ({
    socket: { remoteAddress: peer },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

describe('clientAddress', () => {
  const proxies = ['10.0.0.1', '10.0.0.2'];
  it.each([
    ['the socket’s without a proxy', '203.0.113.7', undefined, '203.0.113.7'],
    ['the socket’s when a client writes the header itself', '203.0.113.7', '1.2.3.4', '203.0.113.7'],
    ['what a trusted proxy says', '10.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['not what the client wrote before it', '10.0.0.1', '1.2.3.4, 203.0.113.7', '203.0.113.7'],
    ['the first behind a chain of trusted ones', '10.0.0.1', '1.2.3.4, 203.0.113.7, 10.0.0.2', '203.0.113.7'],
    ['the proxy when it says nothing', '10.0.0.1', undefined, '10.0.0.1'],
    ['the proxy when it names proxies alone', '10.0.0.1', '10.0.0.2, ,', '10.0.0.1'],
    ['bare of the IPv6 form', '::ffff:203.0.113.7', undefined, '203.0.113.7'],
    ['a trusted proxy in the IPv6 form too', '::ffff:10.0.0.1', '::ffff:203.0.113.7', '203.0.113.7'],
    ['an IPv6 address', '10.0.0.1', '2001:db8::1', '2001:db8::1'],
    ['nothing of a socket that is gone', undefined, '1.2.3.4', ''],
  ])('is %s', (_what, peer, forwarded, expected) => {
    expect(clientAddress(from(peer, forwarded), proxies)).toBe(expected);
  });

  it('reads several headers in their order', () => {
    expect(clientAddress(from('10.0.0.1', ['1.2.3.4', '203.0.113.7']), proxies)).toBe('203.0.113.7');
  });

  it('believes nobody when no proxy is named', () => {
    expect(clientAddress(from('127.0.0.1', '1.2.3.4'), [])).toBe('127.0.0.1');
  });
});
