import { describe, expect, it } from 'vitest';
import { parseDatabaseUrl } from '@/lib/core/config-database';
import { driverOptions } from '@/lib/db/client';

describe('driverOptions', () => {
  it('go to the host, or to the socket and to no host', () => {
    const tcp = driverOptions(parseDatabaseUrl('mysql://a:b@db:3307/x'), 3);
    expect(tcp).toMatchObject({ host: 'db', port: 3307, user: 'a', database: 'x', connectionLimit: 3 });
    expect(tcp).not.toHaveProperty('socketPath');
    const socket = driverOptions(parseDatabaseUrl('mysql://a:b@db/x?socket=/run/db.sock'), 1);
    expect(socket).toMatchObject({ socketPath: '/run/db.sock' });
    expect(socket).not.toHaveProperty('host');
  });

  it('keep times in UTC', () => {
    expect(driverOptions(parseDatabaseUrl('mysql://a:b@db/x'), 1)).toMatchObject({ timezone: 'Z' });
  });
});
