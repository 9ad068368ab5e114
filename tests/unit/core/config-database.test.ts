import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { embeddedDatabase, parseDatabaseUrl } from '@/lib/core/config-database';
import { makeDataFolder, thrown } from '@/tests/unit/data-folder';

describe('parseDatabaseUrl', () => {
  it.each([
    [
      'mysql://app:pw@db.example:3307/holdfast',
      { host: 'db.example', port: 3307, user: 'app', password: 'pw', database: 'holdfast', embedded: false },
    ],
    ['mariadb://app@db.example/holdfast', { host: 'db.example', port: 3306, user: 'app', password: '' }],
    ['mysql://a%40b:p%2Fw%3A%23@h/x', { user: 'a@b', password: 'p/w:#' }],
    ['mysql://app:pw@[::1]:3306/holdfast', { host: '::1', port: 3306 }],
    [
      'mysql://app:pw@localhost/holdfast?socket=/run/mysqld/mysqld.sock',
      { socketPath: '/run/mysqld/mysqld.sock' },
    ],
    ['mysql:///holdfast?socket=/run/m.sock', { host: '127.0.0.1', socketPath: '/run/m.sock' }],
  ])('reads %s', (url, target) => {
    expect(parseDatabaseUrl(url)).toMatchObject(target);
  });

  it('has no socket path without one', () => {
    expect(parseDatabaseUrl('mysql://a:b@h/x')).not.toHaveProperty('socketPath');
  });

  it.each([
    ['localhost:3306', 'must begin with mysql://'],
    ['not a url', 'is not a URL'],
    ['postgresql://app:pw@db/holdfast', 'must begin with mysql://'],
    ['mysql://app:pw@db', 'must end with the name of the database'],
    ['mysql://app:pw@db/', 'must end with the name of the database'],
    ['mysql://app:pw@db/a/b', 'must end with the name of the database'],
    ["mysql://app:pw@db/x';drop", 'must end with the name of the database'],
    ['mysql://app:100%@db/holdfast', 'broken percent sign'],
    ['mysql://app:pw@db/hold%fast', 'broken percent sign'],
  ])('refuses %s and names the variable', (url, reason) => {
    const error = thrown(() => parseDatabaseUrl(url));
    expect(error).toMatchObject({
      code: 'VALIDATION',
      errors: [{ path: 'DATABASE_URL', message: expect.stringContaining(reason) }],
    });
    expect((error as Error).message).not.toContain('pw');
  });
});

describe('embeddedDatabase', () => {
  const folder = makeDataFolder();
  afterAll(() => folder.remove());

  it('asks for the first start while nobody has written down where the socket is', () => {
    expect(thrown(() => embeddedDatabase(folder.dir, undefined, 'pw'))).toMatchObject({
      code: 'NOT_CONFIGURED',
      detail: expect.stringContaining('npm run up'),
    });
  });

  it('finds the socket in its file, unless it is given', () => {
    writeFileSync(path.join(folder.dir, 'run', 'database.socket-path'), '/run/holdfast/db.sock\n');
    const found = { socketPath: '/run/holdfast/db.sock', password: 'pw', user: 'holdfast', embedded: true };
    expect(embeddedDatabase(folder.dir, undefined, 'pw')).toMatchObject(found);
    expect(embeddedDatabase(folder.dir, '/run/given.sock', 'pw').socketPath).toBe('/run/given.sock');
  });
});
