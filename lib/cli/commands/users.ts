import { cliCall } from '@/lib/cli/call';
import { readSecret } from '@/lib/cli/input';
import { EXIT, type OutputOptions, print, table } from '@/lib/cli/output';
import { createToken, listTokens, revokeToken } from '@/lib/features/tokens/operations';
import { createUser, listUsers, setPassword } from '@/lib/features/users/operations';
import { execute } from '@/lib/operation/execute';

interface UserOptions extends OutputOptions {
  role: string;
  name?: string;
}

export async function create(email: string, { role, name, json }: UserOptions): Promise<number> {
  const password = await readSecret('Password');
  const user = await execute(createUser, cliCall(), { email, role, password, ...(name ? { name } : {}) });
  print({ json }, user, (made) => `user ${made.email} (${made.role}) created`);
  return EXIT.success;
}

export async function passwd(email: string, options: OutputOptions): Promise<number> {
  const password = await readSecret('New password');
  const user = await execute(setPassword, cliCall(), { email, password });
  print(options, user, (changed) => `password of ${changed.email} changed; all of its sessions are ended`);
  return EXIT.success;
}

export async function list(options: OutputOptions): Promise<number> {
  const { users } = await execute(listUsers, cliCall(), {});
  print(options, users, (rows) =>
    table(
      rows.map(({ email, name, role, last_login_at }) => ({ email, name, role, last_login: last_login_at })),
    ),
  );
  return EXIT.success;
}

interface TokenOptions extends OutputOptions {
  name: string;
  role: string;
  expires?: string;
}

export async function createApiToken({ name, role, expires, json }: TokenOptions): Promise<number> {
  const made = await execute(createToken, cliCall(), { name, role, ...(expires ? { expires } : {}) });
  print({ json }, made, ({ token }) => token);
  return EXIT.success;
}

export async function listApiTokens(options: OutputOptions): Promise<number> {
  const { tokens } = await execute(listTokens, cliCall(), {});
  print(options, tokens, (rows) =>
    table(
      rows.map(({ id, name, role, prefix, expires_at, last_used_at, revoked_at }) => ({
        ...{ id, name, role, prefix },
        expires: expires_at,
        last_used: last_used_at,
        revoked: revoked_at,
      })),
    ),
  );
  return EXIT.success;
}

export async function revokeApiToken(id: string, options: OutputOptions): Promise<number> {
  const revoked = await execute(revokeToken, cliCall(), { id });
  print(options, revoked, ({ name }) => `token ${name} revoked`);
  return EXIT.success;
}
