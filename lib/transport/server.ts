import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import next from 'next';
import { config, exportNextAuthEnvironment } from '@/lib/core/config';
import { AppError, toProblem } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import {
  contentSecurityPolicy,
  NONCE_HEADER,
  newNonce,
  PEER_HEADER,
  securityHeaders,
} from '@/lib/transport/headers';
import { clientAddress } from '@/lib/transport/peer';
import { closeAllStreams } from '@/lib/transport/streams';

const STOP_WITHIN_MS = 5_000;

function refuse(response: ServerResponse, detail: string): void {
  response.statusCode = 400;
  response.end(problemBody(response, new AppError('BAD_REQUEST', detail)));
}

function problemBody(response: ServerResponse, error: AppError): string {
  response.setHeader('Content-Type', 'application/problem+json');
  return JSON.stringify(toProblem(error));
}

// Next answers a known call with an unknown method by an empty 405; every error of the API is a problem document.
function explainRefusedMethod(request: IncomingMessage, response: ServerResponse): void {
  if (!request.url?.startsWith('/api/') || request.method === 'HEAD') return;
  const end = response.end;
  const explained = (...given: unknown[]): ServerResponse => {
    const empty = response.statusCode === 405 && !response.headersSent;
    const error = new AppError('METHOD_NOT_ALLOWED', `This call has no ${request.method}.`);
    return Reflect.apply(end, response, empty ? [problemBody(response, error)] : given);
  };
  Object.assign(response, { end: explained });
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
  delete request.headers['x-middleware-subrequest'];
  const target = request.url ?? '/';
  if (!target.startsWith('/_next/static/')) response.setHeader('Cache-Control', 'no-store');
  explainRefusedMethod(request, response);
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
