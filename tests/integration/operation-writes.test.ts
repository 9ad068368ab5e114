import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Call, systemCall } from '@/lib/operation/actor';
import type { Operation } from '@/lib/operation/define';
import { execute } from '@/lib/operation/execute';
import { OPERATIONS } from '@/lib/registry';
import { adoptInstallation } from '@/tests/support/in-process';
import type { Installation } from '@/tests/support/installation';

const call: Call = {
  actor: { type: 'token', id: 'x', name: 'token writer', role: 'super_admin' },
  door: 'api',
  address: '192.0.2.1',
};
const SECRETS = {
  password: 'first-Password-9431',
  changed: 'second-Password-9431',
  passphrase: 'passphrase-of-a-repository-5512',
};

/** An input that works, made when its turn comes; `refused` names the code of one that can never work. */
interface Example {
  input(): Promise<Record<string, unknown>> | Record<string, unknown>;
  refused?: string;
  target: RegExp;
}

describe('every write', () => {
  let installation: Installation;
  /** secrets that came out of an operation */
  const found: string[] = [];

  const operation = (name: string): Operation => {
    const one = OPERATIONS.find((candidate) => candidate.name === name);
    if (!one) throw new Error(`no operation ${name}`);
    return one as Operation;
  };
  const run = (name: string, input: Record<string, unknown>) =>
    execute(operation(name), call, input) as Promise<Record<string, string>>;
  const sql = <T = Record<string, string>>(query: string, values?: unknown[]) =>
    installation.sql<T>(query, values);
  const repository = async (): Promise<string> =>
    (await sql('SELECT id FROM repositories LIMIT 1'))[0]?.id ?? '';
  const elsewhere = () => path.join(installation.workDir, `repository-${randomUUID()}`);
  const noUsers = () => sql('DELETE FROM users');
  const user = async (email: string): Promise<void> => {
    await noUsers();
    await run('users.create', { email, role: 'super_admin', password: SECRETS.password });
  };
  const signedIn = async (): Promise<string> => {
    await user('out@example.org');
    const { session_id = '' } = await run('users.signIn', {
      email: 'out@example.org',
      password: SECRETS.password,
      user_agent: null,
    });
    return session_id;
  };
  const setupToken = async (): Promise<string> => {
    await noUsers();
    const { url = '' } = await run('users.createSetupLink', {});
    const token = new URL(url).searchParams.get('token') ?? '';
    found.push(token);
    return token;
  };
  const apiToken = async (): Promise<string> => {
    const made = await run('tokens.create', { name: 'short', role: 'moderator', expires: '1h' });
    found.push(made.token ?? '');
    return made.id ?? '';
  };
  const place = () => ({ repository_path: elsewhere(), passphrase: SECRETS.passphrase });

  const EXAMPLES: Record<string, Example> = {
    'archives.delete': {
      input: async () => ({ repository_id: await repository(), archive: 'a_1' }),
      target: /^archive a_1$/,
    },
    'archives.deleteAt': {
      input: () => ({ ...place(), archive_name: 'mit Leerzeichen ü' }),
      target: /::mit Leerzeichen ü$/,
    },
    'backups.runBorg': { input: () => ({ planId: 1 }), target: /^plan 1$/ },
    'backups.start': { input: () => ({ kind: 'both' }), refused: 'UNSUPPORTED_KIND', target: /^$/ },
    'backups.createArchive': {
      input: () => ({ ...place(), archive_name: 'x', source_paths: ['/etc'], compression: 'zstd,9' }),
      target: /^archive .*::x$/,
    },
    'jobs.cancel': {
      input: async () => ({ id: (await run('backups.runBorg', {})).jobId }),
      target: /^job /,
    },
    'repositories.init': { input: place, target: /^repository \// },
    'repositories.check': { input: place, target: /^repository \// },
    'repositories.breakLock': {
      input: async () => ({ repository_id: await repository(), confirm: 'break-lock' }),
      target: /^repository /,
    },
    'restores.start': {
      input: async () => ({ repository_id: await repository(), archive: 'a_1', paths: ['etc/hosts'] }),
      target: /^archive a_1$/,
    },
    'restores.extract': {
      input: () => ({ ...place(), archive_name: 'a_1', target_path: '/tmp/holdfast-nowhere' }),
      target: /::a_1$/,
    },
    'settings.update': { input: () => ({ keep_daily: 7, schedule: '30 3 * * *' }), target: /^plan 1$/ },
    'system.bootstrap': { input: () => ({}), target: /^installation$/ },
    'tokens.create': { input: () => ({ name: 'ci', role: 'admin' }), target: /^token ci$/ },
    'tokens.revoke': { input: async () => ({ id: await apiToken() }), target: /^token short$/ },
    'users.create': {
      input: () => ({ email: 'New@Example.org', role: 'admin', password: SECRETS.password }),
      target: /^user new@example\.org$/,
    },
    'users.setPassword': {
      input: async () => {
        await user('pw@example.org');
        return { email: 'pw@example.org', password: SECRETS.changed };
      },
      target: /^user pw@example\.org$/,
    },
    'users.signIn': {
      input: async () => {
        await user('in@example.org');
        return { email: 'in@example.org', password: SECRETS.password, user_agent: 'test' };
      },
      target: /^user in@example\.org$/,
    },
    'users.signOut': { input: async () => ({ session_id: await signedIn() }), target: /^session / },
    'users.createSetupLink': {
      input: async () => {
        await noUsers();
        return {};
      },
      target: /^set-up link$/,
    },
    'users.completeSetup': {
      input: async () => ({
        token: await setupToken(),
        email: 'first@example.org',
        name: 'First',
        password: SECRETS.password,
      }),
      target: /^user first@example\.org$/,
    },
  };

  beforeAll(async () => {
    installation = await adoptInstallation();
    const { bootInstallation } = await import('@/lib/boot');
    await bootInstallation();
  });
  afterAll(async () => {
    const { disconnect } = await import('@/lib/db/client');
    await disconnect();
    await installation.remove();
  });

  it('has an example here', () => {
    const writes = OPERATIONS.filter((one) => one.effect === 'write').map((one) => one.name);
    expect(Object.keys(EXAMPLES).sort()).toEqual([...writes].sort());
  });

  it.each(Object.entries(EXAMPLES))('%s leaves exactly one audit row', async (name, example) => {
    await sql('DELETE FROM backup_jobs');
    const input = await example.input();
    const [before] = await sql<{ n: bigint }>('SELECT COALESCE(MAX(id), 0) n FROM audit_log');
    const outcome = await run(name, input).then(
      (output) => {
        for (const value of [output.token, output.url]) if (value) found.push(value);
        return 'ok';
      },
      (error) => error.code,
    );
    expect(outcome).toBe(example.refused ?? 'ok');
    const rows = await sql('SELECT * FROM audit_log WHERE id > ?', [before?.n]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      action: name,
      outcome: example.refused ?? 'ok',
      actor: 'token writer',
      role: 'super_admin',
      door: 'api',
      address: '192.0.2.1',
    });
    expect(rows[0]?.target ?? '').toMatch(example.target);
  });

  it('that fails is rolled back and leaves one row with its code', async () => {
    await sql('DELETE FROM audit_log WHERE action = ?', ['jobs.cancel']).catch(() => undefined);
    await expect(run('jobs.cancel', { id: randomUUID() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const rows = await sql('SELECT outcome FROM audit_log WHERE action = ?', ['jobs.cancel']);
    expect(rows.map((row) => row.outcome)).toEqual(['NOT_FOUND']);
  });

  it('keeps secrets out of the audit log, and readable ones out of every table', async () => {
    const { config } = await import('@/lib/core/config');
    const secrets = [...Object.values(SECRETS), ...found, config().defaultBorg.passphrase];
    expect(secrets.length).toBeGreaterThan(6);
    await sql('DELETE FROM backup_jobs');
    await run('repositories.init', place());
    const tables = await sql('SELECT table_name t FROM information_schema.tables WHERE table_schema = ?', [
      installation.databaseName,
    ]);
    const show = (_key: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value);
    for (const { t } of tables) {
      const dump = JSON.stringify(await sql(`SELECT * FROM \`${t}\``), show);
      for (const secret of secrets) expect(dump.includes(secret), `${t} holds a secret`).toBe(false);
    }
  });

  it('of the system is recorded under its own name', async () => {
    await execute(operation('system.bootstrap'), systemCall(), {});
    const [last] = await sql('SELECT actor, door, address FROM audit_log ORDER BY id DESC LIMIT 1');
    expect(last).toEqual({ actor: 'system', door: 'system', address: null });
  });
});
