import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import next from 'next';
import { config, exportNextAuthEnvironment } from '@/lib/core/config';
import { AppError, toProblem } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import {
  contentSecurityPolicy,
  LENGTH_HEADER,
  NONCE_HEADER,
  newNonce,
  PEER_HEADER,
  securityHeaders,
  TARGET_HEADER,
} from '@/lib/transport/headers';
import { clientAddress } from '@/lib/transport/peer';
import { closeAllStreams } from '@/lib/transport/streams';

const STOP_WITHIN_MS = 5_000;
const PROBLEM_TYPE = 'application/problem+json';

function refuse(response: ServerResponse, detail: string): void {
  response.writeHead(400, { 'Content-Type': PROBLEM_TYPE });
  response.end(problemBody(new AppError('BAD_REQUEST', detail)));
}

const problemBody = (error: AppError): string => JSON.stringify(toProblem(error));

/**
 * What Next leaves out of the answers of route handlers: it drops Content-Length, answers a known call with an unknown
 * method by an empty 405, and keeps a connection whose request body nobody has read, where the next request hangs.
 */
function completeAnswers(request: IncomingMessage, response: ServerResponse): void {
  const { end, writeHead } = response;
  const error = new AppError('METHOD_NOT_ALLOWED', `This call has no ${request.method}.`);
  const explains = (): boolean => response.statusCode === error.status && request.method !== 'HEAD';
  Object.assign(response, {
    writeHead(...given: unknown[]): ServerResponse {
      const length = response.getHeader(LENGTH_HEADER);
      response.removeHeader(LENGTH_HEADER);
      if (length !== undefined) response.setHeader('Content-Length', length);
      if (response.statusCode === 413) response.setHeader('Connection', 'close');
      if (explains()) response.setHeader('Content-Type', PROBLEM_TYPE);
      return Reflect.apply(writeHead, response, given);
    },
    end(...given: unknown[]): ServerResponse {
      const empty = given[0] === undefined || given[0] === null;
      return Reflect.apply(end, response, empty && explains() ? [problemBody(error)] : given);
    },
  });
}

// Next decodes %2f in parameters and hands NUL bytes on: such addresses are refused before it sees them.
function isBadTarget(target: string): boolean {
  try {
    return decodeURIComponent(target.replaceAll('+', ' ')).includes('\0');
  } catch {
    return true;
  }
}

/** Everything a request must carry or must not carry before Next gets it. → false when it was answered here. */
function prepare(request: IncomingMessage, response: ServerResponse, dev: boolean): boolean {
  const nonce = newNonce();
  const policy = contentSecurityPolicy(nonce, dev);
  for (const [name, value] of Object.entries(securityHeaders(policy, config().secureCookies)))
    response.setHeader(name, value);
  // Next puts the nonce of this request header on its own scripts.
  request.headers['content-security-policy'] = policy;
  request.headers[NONCE_HEADER] = nonce;
  request.headers[PEER_HEADER] = clientAddress(request, config().trustedProxies);
  request.headers[TARGET_HEADER] = request.url ?? '/';
  delete request.headers['x-middleware-subrequest'];
  const target = request.url ?? '/';
  if (!target.startsWith('/_next/static/')) response.setHeader('Cache-Control', 'no-store');
  if (target.startsWith('/api/')) completeAnswers(request, response);
  if (!isBadTarget(target)) return true;
  refuse(response, 'The address holds a NUL byte or a broken percent sign.');
  return false;
}

async function main(): Promise<void> {
  const dev = process.argv.includes('--dev');
  const { env } = config();
  exportNextAuthEnvironment();
  const app = next({ dev, dir: env.HOLDFAST_HOME, hostname: env.HOST, port: env.PORT });
  await app.prepare();
  const handle = app.getRequestHandler();
  const server = createServer((request, response) => {
    if (prepare(request, response, dev)) void handle(request, response);
  });
  const upgrade = app.getUpgradeHandler();
  if (dev) server.on('upgrade', (request, socket, head) => void upgrade(request, socket, head));
  server.requestTimeout = 60_000;
  server.on('error', (error) => {
    logger.fatal({ err: error }, `cannot listen on ${env.HOST}:${env.PORT}`);
    process.exit(1);
  });
  server.listen(env.PORT, env.HOST, () => logger.info({ url: config().baseUrl }, 'listening'));
  const stop = (): void => {
    closeAllStreams();
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  logger.fatal({ err: error }, error instanceof Error ? error.message : 'the server could not start');
  process.exit(1);
});
