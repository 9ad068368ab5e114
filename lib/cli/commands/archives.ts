import { cliCall } from '@/lib/cli/call';
import { EXIT, type OutputOptions, print, printError, table } from '@/lib/cli/output';
import { notFound } from '@/lib/core/errors';
import { formatBytes } from '@/lib/core/format';
import { listArchives } from '@/lib/features/archives/operations';
import { execute } from '@/lib/operation/execute';

export async function list(options: OutputOptions): Promise<number> {
  const answer = await execute(listArchives, cliCall(), {});
  if (answer.notice) printError(answer.notice);
  print(options, answer, ({ archives }) =>
    table(
      archives.map(({ name, time, hostname, nfiles, original_size }) => ({
        name,
        time,
        host: hostname,
        files: nfiles,
        size: original_size === null ? null : formatBytes(original_size),
      })),
    ),
  );
  return EXIT.success;
}

export async function info(name: string, options: OutputOptions): Promise<number> {
  const { archives } = await execute(listArchives, cliCall(), {});
  const archive = archives.find((candidate) => candidate.name === name);
  if (!archive) throw notFound(`archive ${name} in the default repository`);
  print(options, archive, (facts) =>
    Object.entries(facts)
      .map(([field, value]) => `${field}: ${value ?? '–'}`)
      .join('\n'),
  );
  return EXIT.success;
}
