import { BY_EXIT_CODE, BY_MSGID, REASONS, type Reason } from '@/lib/engines/borg/reasons';
import { sshReason } from '@/lib/engines/borg/ssh-reason';
import { type LogLine, type Transcript, tracebackReason } from '@/lib/engines/borg/transcript';
import type { VerbExit } from '@/lib/engines/engine';
import { type EngineErrorCode, EngineFailure } from '@/lib/engines/failure';

const INTERRUPTED: Reason = {
  code: 'KILLED',
  detail: 'Borg was interrupted from outside. Run it again; what was uploaded is used.',
};
/** Texts of the operating system inside a traceback or a warning, for everything borg reports as "Local Exception". */
const BY_TEXT: readonly (readonly [RegExp, Reason])[] = [
  [/\[Errno 28\]|No space left on device/, REASONS.diskFull],
  [/\[Errno 122\]|Disk quota exceeded/, REASONS.quota],
  [
    /\[Errno (?:1|13|30)\]|Permission denied|Operation not permitted|Read-only file system/,
    REASONS.permission,
  ],
  [/Got Ctrl-C|Keyboard interrupt/, INTERRUPTED],
];
const SSH_PROGRAM_MISSING: Reason = {
  code: 'REPOSITORY_UNREACHABLE',
  detail: 'The ssh program could not be started. Install the OpenSSH client.',
};
const USAGE = /^(?:usage: )?borg.*?: error: (.+)$/m;

/**
 * The failure of a run, by what it said first and by its exit code last: before borg 1.4 every error exits with 2.
 * Call it only for runs that did not succeed. `details` replaces the sentence of a code where the verb knows better.
 */
export function classifyBorg(
  transcript: Transcript,
  exit: VerbExit,
  details: Partial<Record<EngineErrorCode, string>> = {},
): EngineFailure {
  const reason = byMessageId(transcript) ?? byExit(exit) ?? byText(transcript) ?? byExitCode(exit);
  const known = reason ?? unknown(transcript, exit);
  return failure({ code: known.code, detail: details[known.code] ?? known.detail }, transcript, exit);
}

/** A failure with a reason that is known already. */
export function failure(reason: Reason, transcript: Transcript, exit: VerbExit): EngineFailure {
  const { exitCode, signal } = exit;
  return new EngineFailure({ ...reason, tool: 'borg', exitCode, signal, tail: transcript.tail.lines() });
}

function byMessageId(transcript: Transcript): Reason | null {
  for (const { msgid = '' } of transcript.errors) {
    const reason = Object.hasOwn(BY_MSGID, msgid) ? BY_MSGID[msgid] : undefined;
    if (reason) return reason.code === 'REPOSITORY_UNREACHABLE' ? withSshReason(reason, transcript) : reason;
  }
  return null;
}

/** Ended by a signal: borg itself reports the gentle ones as exit codes above 128. */
function byExit({ exitCode, signal }: VerbExit): Reason | null {
  if (signal === undefined && (exitCode === undefined || exitCode < 128)) return null;
  const name = signal ?? `signal ${(exitCode ?? 128) - 128}`;
  const detail = `Borg was ended from outside by ${name}. Look for a shut-down or a lack of memory, then run it again.`;
  return { code: 'KILLED', detail };
}

function byText(transcript: Transcript): Reason | null {
  const sandbox = transcript.raw.find((line) => line.startsWith('bwrap: '));
  if (sandbox !== undefined) return sandboxRefused(sandbox);
  // Only a traceback tells a lost connection from any other closed pipe.
  const remote = transcript.errors.find(({ message }) => message.includes('remote.py'))?.message ?? '';
  if (/Popen[\s\S]+FileNotFoundError/.test(remote)) return SSH_PROGRAM_MISSING;
  if (/BrokenPipeError|ConnectionResetError/.test(remote))
    return withSshReason(REASONS.unreachable, transcript);
  const errors = transcript.errors.map(textOfError);
  // A warning names a file that could not be read, which is seldom why the run failed. A full disk is: borg 1.2 puts
  // that of the repository down to whichever file it was reading.
  const others = [...transcript.notices, ...transcript.warnings.items].map(({ message }) => message);
  return findText([...errors, ...transcript.raw], BY_TEXT) ?? findText(others, BY_TEXT.slice(0, 1));
}

function findText(lines: readonly string[], table: readonly (readonly [RegExp, Reason])[]): Reason | null {
  for (const line of lines) {
    const found = table.find(([pattern]) => pattern.test(line));
    if (found) return found[1];
  }
  return null;
}

function sandboxRefused(line: string): Reason {
  const detail = `The sandbox could not be made here (${oneLine(line)}). Give this service the right to make namespaces.`;
  return { code: 'TOOL_UNSUPPORTED', detail };
}

function byExitCode({ exitCode }: VerbExit): Reason | null {
  return exitCode === undefined ? null : (BY_EXIT_CODE[exitCode] ?? null);
}

function withSshReason(reason: Reason, transcript: Transcript): Reason {
  const lines = [...transcript.notices, ...transcript.errors].map(({ message }) => message);
  return { code: reason.code, detail: sshReason(lines) ?? reason.detail };
}

function unknown(transcript: Transcript, exit: VerbExit): Reason {
  const usage = USAGE.exec(transcript.raw.join('\n'))?.[1];
  if (usage !== undefined) return { ...REASONS.usage, detail: `${REASONS.usage.detail} It said: ${usage}` };
  const said = transcript.errors.map(textOfError).find((line) => line !== 'Local Exception' && line !== '');
  const last = said ?? tracebackReason(transcript.raw.join('\n')) ?? transcript.raw.at(-1)?.trim();
  const ending = exit.exitCode === undefined ? '' : ` with exit code ${exit.exitCode}`;
  const saying = last === undefined ? ' and gave no reason' : `: ${oneLine(last)}`;
  return { code: 'TOOL_FAILED', detail: `Borg stopped${ending}${saying}. See the log of this job.` };
}

function textOfError({ message }: LogLine): string {
  return tracebackReason(message) ?? message;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/[.\s]+$/, '');
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
