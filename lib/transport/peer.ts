import type { IncomingMessage } from 'node:http';

const bare = (address: string): string => address.trim().replace(/^::ffff:/, '');

/**
 * The client's address: the socket's, unless that is a trusted proxy. Then the right-most address of
 * X-Forwarded-For that is no trusted proxy itself; everything left of it was written by the client.
 */
export function clientAddress(request: IncomingMessage, trustedProxies: readonly string[]): string {
  const peer = bare(request.socket.remoteAddress ?? '');
  if (!trustedProxies.includes(peer)) return peer;
  const forwarded = [request.headers['x-forwarded-for'] ?? []]
    .flat()
    .join(',')
    .split(',')
    .map(bare)
    .filter(Boolean);
  return forwarded.reverse().find((address) => !trustedProxies.includes(address)) ?? peer;
}
