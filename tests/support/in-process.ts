import { createInstallation, type Installation } from '@/tests/support/installation';

/**
 * An installation whose environment is this process's own, for tests that call lib code directly. Import that code
 * dynamically after this: the configuration is read once.
 */
export async function adoptInstallation(extra: Record<string, string> = {}): Promise<Installation> {
  const installation = await createInstallation(extra);
  Object.assign(process.env, installation.env);
  return installation;
}
