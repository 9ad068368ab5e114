import { type Readable, Transform } from 'node:stream';
import { findMember } from '@/lib/engines/borg/members';
import { type BorgRepository, baseRun } from '@/lib/engines/borg/session';
import { extractFile } from '@/lib/engines/borg/verbs/extract-file';
import type { Member } from '@/lib/engines/borg/verbs/list-members';
import { EngineFailure } from '@/lib/engines/failure';
import { streamProcess } from '@/lib/engines/process';
import { settle } from '@/lib/engines/run-verb';

export interface Download {
  member: Member;
  /** Bytes that will come. */
  size: number;
  /**
   * The content. Ends well only after borg ended well and every byte came; otherwise it fails with an EngineFailure,
   * so that a cut file never looks whole. Destroying it ends borg.
   */
  content: Readable;
}

export interface DownloadHooks {
  signal?: AbortSignal;
  onSpawn?: (pid: number) => void;
}

/**
 * Streams one regular file out of an archive. The list is asked first: borg's own --stdout gives nothing for a
 * further name of a hard-linked file and all files in a row for a folder. Throws EngineFailure MEMBER_MISSING.
 */
export async function downloadFile(
  repository: BorgRepository,
  request: { archive: string; path: string },
  hooks: DownloadHooks = {},
): Promise<Download> {
  const { archive, path } = request;
  const { signal } = hooks;
  const member = await findMember(repository, archive, path, { signal });
  if (member.type !== 'file') throw notAFile(member);
  const stored = member.hardLinkTo
    ? await findMember(repository, archive, member.hardLinkTo, { signal })
    : member;
  return { member, size: stored.size, content: openContent(repository, archive, stored, hooks) };
}

function openContent(
  repository: BorgRepository,
  archive: string,
  stored: Member,
  hooks: DownloadHooks,
): Readable {
  const base = baseRun(repository);
  const { tool, env, secret } = base;
  const command = extractFile.command({ archive, path: stored.path }, base);
  const state = extractFile.start();
  const process = streamProcess({
    ...{ tool: tool.name, file: tool.binary, args: command.args, cwd: '/', env, secret },
    ...{ cancel: command.cancel, signal: hooks.signal, onSpawn: hooks.onSpawn },
    onError: (line) => void extractFile.read(state, line, 'stderr'),
  });
  let size = 0;
  const content = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      done(null, chunk);
    },
    flush(done) {
      process.exit
        .then((exit) => {
          settle(tool, exit, () => extractFile.finish(state, exit));
          if (size !== stored.size) throw cutShort(stored, size);
        })
        .then(() => done(), done);
    },
  });
  content.once('close', () => process.stdout.destroy());
  process.stdout.once('close', () => {
    // The tool's pipe was closed by the signal, before its end: the reader must not wait for more.
    if (!process.stdout.readableEnded && !content.destroyed) content.destroy(cancelled());
  });
  return process.stdout.pipe(content);
}

function notAFile(member: Member): EngineFailure {
  const detail = `The path ${member.path} is not a regular file. Restore its folder instead.`;
  return new EngineFailure({ code: 'MEMBER_MISSING', tool: 'borg', detail });
}

function cutShort(member: Member, size: number): EngineFailure {
  const detail = `Only ${size} of ${member.size} bytes of ${member.path} came. Check the repository, then try again.`;
  return new EngineFailure({ code: 'INCOMPLETE', tool: 'borg', detail });
}

function cancelled(): EngineFailure {
  return new EngineFailure({ code: 'CANCELLED', tool: 'borg', detail: 'The download was cancelled.' });
}
