import { describe, expect, it } from 'vitest';
import { classifyBorg } from '@/lib/engines/borg/classify';
import { createTranscript, readStderr } from '@/lib/engines/borg/transcript';
import { EngineFailure } from '@/lib/engines/failure';
import { type Recording, recording, recordings } from '../recording';

/** Every recorded run that failed → the code it must get, in each version. */
const EXPECTED: Record<string, string> = {
  'compact-missing-repo': 'REPOSITORY_MISSING',
  'create-compression-bad': 'TOOL_FAILED',
  'create-name-collision': 'ARCHIVE_EXISTS',
  'create-name-empty': 'TOOL_FAILED',
  'create-name-slash': 'TOOL_FAILED',
  'create-no-paths': 'TOOL_FAILED',
  'create-path-leading-dash': 'TOOL_FAILED',
  'create-pattern-bad': 'TOOL_FAILED',
  'create-placeholder-bad': 'TOOL_FAILED',
  'create-sigHUP': 'KILLED',
  'create-sigINT': 'KILLED',
  'create-sigINT-twice-big-file': 'KILLED',
  'create-sigTERM': 'KILLED',
  'create-sigTERM-checkpoint': 'KILLED',
  'delete-empty-archive-name': 'TOOL_FAILED',
  'enospc-compact-afterwards': 'DISK_FULL',
  'enospc-create': 'DISK_FULL',
  'export-tar-corrupt': 'REPOSITORY_DAMAGED',
  'export-tar-filter-fails': 'TOOL_FAILED',
  'export-tar-missing-archive': 'ARCHIVE_MISSING',
  'extract-corrupt': 'REPOSITORY_DAMAGED',
  'extract-enospc': 'DISK_FULL',
  'info-archive-missing': 'ARCHIVE_MISSING',
  'info-relocated-no': 'REPOSITORY_MOVED',
  'info-relocated-prompt': 'REPOSITORY_MOVED',
  'info-unencrypted-unknown-no': 'REPOSITORY_MOVED',
  'info-unencrypted-unknown-prompt': 'REPOSITORY_MOVED',
  'init-into-nonempty-dir': 'REPOSITORY_EXISTS',
  'init-no-passphrase-no-tty': 'PASSPHRASE_MISSING',
  'init-parent-missing': 'REPOSITORY_MISSING',
  'init-repokey-again': 'REPOSITORY_EXISTS',
  'init-repokey-no-e': 'TOOL_FAILED',
  'list-archive-json': 'TOOL_FAILED',
  'list-archive-missing': 'ARCHIVE_MISSING',
  'list-keyfile-missing': 'PASSPHRASE_MISSING',
  'list-no-passphrase-no-tty': 'PASSPHRASE_MISSING',
  'list-passcommand-fails': 'PASSPHRASE_MISSING',
  'list-passcommand-missing': 'PASSPHRASE_MISSING',
  'list-repo-missing': 'REPOSITORY_MISSING',
  'list-repo-not-a-repo': 'REPOSITORY_MISSING',
  'list-repo-permission-denied': 'PERMISSION_DENIED',
  'list-wrong-passphrase': 'WRONG_PASSPHRASE',
  'locked-create-lock-wait': 'REPOSITORY_LOCKED',
  'locked-list': 'REPOSITORY_LOCKED',
  'modern-archive-exists': 'ARCHIVE_EXISTS',
  'modern-archive-missing': 'ARCHIVE_MISSING',
  'modern-locked': 'REPOSITORY_LOCKED',
  'modern-no-passphrase': 'PASSPHRASE_MISSING',
  'modern-passcommand': 'PASSPHRASE_MISSING',
  'modern-placeholder': 'TOOL_FAILED',
  'modern-repo-missing': 'REPOSITORY_MISSING',
  'modern-usage-error': 'TOOL_FAILED',
  'modern-wrong-passphrase': 'WRONG_PASSPHRASE',
  'quota-exceeded': 'QUOTA_EXCEEDED',
  'rename-collision': 'ARCHIVE_EXISTS',
  'ssh-connection-lost': 'REPOSITORY_UNREACHABLE',
  'ssh-create-sigKILL': 'KILLED',
  'ssh-encrypted-key': 'REPOSITORY_UNREACHABLE',
  'ssh-host-unknown': 'REPOSITORY_UNREACHABLE',
  'ssh-hostkey-changed': 'REPOSITORY_UNREACHABLE',
  'ssh-hostkey-unknown': 'REPOSITORY_UNREACHABLE',
  'ssh-key-file-missing': 'REPOSITORY_UNREACHABLE',
  'ssh-locked': 'REPOSITORY_LOCKED',
  'ssh-path-not-allowed': 'REPOSITORY_UNREACHABLE',
  'ssh-port-closed': 'REPOSITORY_UNREACHABLE',
  'ssh-remote-borg-missing': 'REPOSITORY_UNREACHABLE',
  'ssh-repo-missing': 'REPOSITORY_MISSING',
  'ssh-rsh-missing': 'REPOSITORY_UNREACHABLE',
  'ssh-wrong-key': 'REPOSITORY_UNREACHABLE',
  'stale-lock-other-host': 'REPOSITORY_LOCKED',
  'tam-info-renamed': 'REPOSITORY_DAMAGED',
  'tam-list-format': 'TOOL_FAILED',
  'tam-list-renamed-contents': 'REPOSITORY_DAMAGED',
  'usage-error-logjson': 'TOOL_FAILED',
  'usage-error-unknown-verb': 'TOOL_FAILED',
};

function classify(played: Recording, exit = played.exit): EngineFailure {
  const transcript = createTranscript();
  for (const line of played.stderr.split('\n')) readStderr(transcript, line);
  return classifyBorg(transcript, exit);
}

describe.each(['1.2.4', '1.2.4-misc', '1.4.5'])('failures of borg %s', (version) => {
  const failed = recordings(`borg/${version}`)
    .map((name) => recording(`borg/${version}`, name))
    .filter(({ exit }) => (exit.exitCode ?? 0) > 1 && (exit.exitCode ?? 0) < 100);
  const killed = recordings(`borg/${version}`).filter(
    (name) => /sig(?:TERM|HUP|KILL)|sigINT-twice/.test(name) && name in EXPECTED,
  );

  it.each(failed.map((played) => [played.name, played] as const))('%s', (name, played) => {
    const failure = classify(played);
    expect(failure).toBeInstanceOf(EngineFailure);
    expect(`${name} ${failure.code}`).toBe(`${name} ${EXPECTED[name]}`);
    expect(failure.detail).toMatch(/^[A-Z][\s\S]+\.( It said: [\s\S]+)?$/);
    expect(failure.detail).not.toMatch(/Traceback|SSH_ORIGINAL_COMMAND|correct-horse/);
    expect(failure.exitCode).toBe(played.exit.exitCode);
  });

  it('takes an end by a signal as one', () => {
    for (const name of killed) expect(classify(recording(`borg/${version}`, name)).code).toBe('KILLED');
  });
});

describe('classifyBorg', () => {
  it('goes by the exit code when nothing was said, as borg 1.4 gives it', () => {
    const silent = (exitCode: number) =>
      classifyBorg(createTranscript(), { exitCode, aborted: false, tail: [] }).code;
    expect([13, 30, 31, 52, 62, 73, 81, 20].map(silent)).toEqual([
      'REPOSITORY_MISSING',
      'ARCHIVE_EXISTS',
      'ARCHIVE_MISSING',
      'WRONG_PASSPHRASE',
      'REPOSITORY_MOVED',
      'REPOSITORY_LOCKED',
      'REPOSITORY_UNREACHABLE',
      'QUOTA_EXCEEDED',
    ]);
    expect(silent(2)).toBe('TOOL_FAILED');
    expect(silent(137)).toBe('KILLED');
  });

  it('names the signal that killed it', () => {
    const failure = classifyBorg(createTranscript(), { signal: 'SIGKILL', aborted: false, tail: [] });
    expect(failure).toMatchObject({ code: 'KILLED', signal: 'SIGKILL' });
    expect(failure.detail).toContain('SIGKILL');
  });

  it('does not blame a file that could not be read for the failure', () => {
    const transcript = createTranscript();
    readStderr(
      transcript,
      '{"type":"log_message","levelname":"WARNING","name":"borg.archiver","message":"a: open: [Errno 13] Permission denied: \'a\'"}',
    );
    readStderr(
      transcript,
      '{"type":"log_message","levelname":"ERROR","name":"borg.archiver","message":"Something new went wrong"}',
    );
    const failure = classifyBorg(transcript, { exitCode: 2, aborted: false, tail: [] });
    expect(failure.code).toBe('TOOL_FAILED');
    expect(failure.detail).toContain('Something new went wrong');
  });

  it('shows the last line of a traceback, not the pages before it', () => {
    const { tail } = classify(recording('borg/1.2.4', 'enospc-create'));
    expect(tail.at(-1)).toBe('OSError: [Errno 28] No space left on device');
    expect(tail.join('\n')).not.toContain('archive_progress');
  });

  it('says when the sandbox is refused', () => {
    const transcript = createTranscript();
    readStderr(transcript, 'bwrap: Creating new namespace failed: Operation not permitted');
    expect(classifyBorg(transcript, { exitCode: 1, aborted: false, tail: [] }).code).toBe('TOOL_UNSUPPORTED');
  });
});
