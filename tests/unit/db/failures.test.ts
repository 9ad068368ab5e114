import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { embeddedDatabase } from '@/lib/core/config-database';
import { AppError } from '@/lib/core/errors';
import { databaseUnavailable, isDatabaseAway, isUniqueViolation, isWriteConflict } from '@/lib/db/failures';
import { Prisma } from '@/lib/db/generated/client';
import { EngineFailure } from '@/lib/engines/failure';
import { thrown } from '@/tests/unit/data-folder';

const known = (code: string, message = 'x', meta: Record<string, unknown> = {}) =>
  new Prisma.PrismaClientKnownRequestError(message, { code, clientVersion: 'x', meta });

/** What the operating system says when nobody listens. */
const refusal = (target: { port: number; host: string } | { path: string }): Promise<Error> =>
  new Promise((resolve) => void connect(target).on('error', resolve));

describe('isDatabaseAway', () => {
  it.each(['P1001', 'P1002', 'P1008', 'P1017', 'P2024'])('is true of %s', (code) => {
    expect(isDatabaseAway(known(code))).toBe(true);
  });

  it('is true when nobody listens, at the port or at the socket', async () => {
    expect(isDatabaseAway(await refusal({ host: '127.0.0.1', port: 9 }))).toBe(true);
    expect(isDatabaseAway(await refusal({ path: '/nonexistent/database.sock' }))).toBe(true);
  });

  it.each([
    ['pool timeout: failed to retrieve a connection from pool after 10001ms'],
    ['socket has unexpectedly been closed'],
    ['Connection closed by server'],
    ['Connection killed'],
    ['Server shutdown in progress'],
    ['MySQL server has gone away'],
  ])("is true of the driver's %j, wrapped by the client", (message) => {
    expect(isDatabaseAway(known('P2010', `Raw query failed. ${message}`))).toBe(true);
    const meta = { driverAdapterError: { cause: { message } } };
    expect(isDatabaseAway(known('P2039', 'Database error.', meta))).toBe(true);
    expect(isDatabaseAway(new Error('outer', { cause: new Error(message) }))).toBe(true);
  });

  it.each(['P2002', 'P2003', 'P2025', 'P2034'])('is false of %s: it answered, and said no', (code) => {
    expect(isDatabaseAway(known(code, 'Connection closed'))).toBe(false);
  });

  it('tells a transaction that took too long from one that could not begin', () => {
    expect(isDatabaseAway(known('P2028', 'Transaction already closed: timeout'))).toBe(false);
    expect(isDatabaseAway(known('P2028', 'Unable to start a transaction in the given time.'))).toBe(true);
  });

  it('is false of a bad statement', () => {
    expect(
      isDatabaseAway(known('P2010', 'Raw query failed. Code: `1064`. You have an error in your SQL')),
    ).toBe(false);
  });

  it('is false of a configuration that is not there, although a file was missing', () => {
    const error = thrown(() => embeddedDatabase('/nonexistent', undefined, ''));
    expect(error).toMatchObject({ code: 'NOT_CONFIGURED', cause: { code: 'ENOENT' } });
    expect(isDatabaseAway(error)).toBe(false);
  });

  it('is false of a missing file', async () => {
    expect(isDatabaseAway(await readFile('/nonexistent/file').catch((error) => error))).toBe(false);
  });

  it("is false of a tool's failure, whatever it says", () => {
    const cause = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    const detail = 'Connection closed by remote host';
    expect(
      isDatabaseAway(new EngineFailure({ code: 'REPOSITORY_UNREACHABLE', tool: 'borg', detail, cause })),
    ).toBe(false);
  });

  it('is true of what we say ourselves, and false of everything else', () => {
    expect(isDatabaseAway(databaseUnavailable(new Error('x')))).toBe(true);
    expect(isDatabaseAway(new AppError('CONFLICT', 'The Connection closed is only text.'))).toBe(false);
    for (const value of [null, undefined, 'ECONNREFUSED', { code: 'ECONNREFUSED' }, new Error('x')])
      expect(isDatabaseAway(value)).toBe(false);
  });
});

describe('databaseUnavailable', () => {
  it('asks to come back in five seconds', () => {
    expect(databaseUnavailable('x')).toMatchObject({ status: 503, retryAfter: 5, cause: 'x' });
  });
});

describe('isUniqueViolation', () => {
  const violation = known('P2002', 'Unique constraint failed', { target: 'uq_lock_key' });
  it('knows the index', () => {
    expect(isUniqueViolation(violation)).toBe(true);
    expect(isUniqueViolation(violation, 'lock')).toBe(true);
    expect(isUniqueViolation(violation, 'dedupe')).toBe(false);
  });
  it('is no other failure', () => {
    expect(isUniqueViolation(known('P2003', 'lock'), 'lock')).toBe(false);
    expect(isUniqueViolation(new Error('P2002 lock'), 'lock')).toBe(false);
  });
});

describe('isWriteConflict', () => {
  it('is true of deadlocks and lock waits, by code and by text', () => {
    expect(isWriteConflict(known('P2034'))).toBe(true);
    const messages = ['Deadlock found when trying to get lock', 'Lock wait timeout exceeded'];
    for (const message of [...messages, "Record has changed since last read in table 'x'"])
      expect(isWriteConflict(known('P2010', message))).toBe(true);
  });
  it('is false of a row that exists', () => {
    expect(isWriteConflict(known('P2002', 'Unique constraint failed'))).toBe(false);
  });
});
