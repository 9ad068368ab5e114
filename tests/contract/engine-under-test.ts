import { linkSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { EngineFailure } from '@/lib/engines/failure';
import type { Workspace } from './workspace';

/** What any backup engine must offer to be put through the same trials. */
export interface ContractRepository {
  initialise(): Promise<void>;
  backup(
    name: string,
    sources: string[],
    hooks?: ContractHooks,
  ): Promise<{ files: number; warnings: number }>;
  archives(): Promise<string[]>;
  /** Paths as the engine names them. */
  members(archive: string): Promise<string[]>;
  /** Into an empty folder; the full source path appears below it. */
  restore(archive: string, target: string, paths?: string[]): Promise<void>;
  remove(archive: string): Promise<void>;
  verify(): Promise<boolean>;
  /** Files or folders in the repository that mean "somebody works here". */
  locks(): string[];
}

export interface ContractHooks {
  signal?: AbortSignal;
  onSpawn?: (pid: number) => void;
  onProgress?: () => void;
  /** As slow as the engine can be made, so that there is time to interrupt it. */
  slow?: boolean;
}

export interface ContractEngine {
  name: string;
  /** A handle on a repository in this folder, not initialised. */
  at(folder: string, workspace: Workspace, secret: string): Promise<ContractRepository>;
}

export const SECRET = 'contract-secret-7f3a';

/** Fails with the code an engine must use, whatever its tool says. */
export async function expectCode(code: string, work: Promise<unknown>): Promise<EngineFailure> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EngineFailure);
  const failure = error as EngineFailure;
  expect(failure.code, failure.detail).toBe(code);
  expect(failure.detail).toMatch(/^[A-Z].+\.$/s);
  return failure;
}

/** A tree with everything that goes wrong in backups: modes, links, empty folders, names no shell likes. */
export function makeOddTree(folder: string): void {
  mkdirSync(join(folder, 'empty'));
  mkdirSync(join(folder, 'deep/er/est'), { recursive: true });
  const names = [
    'plain',
    'with space',
    '-dash',
    '--help',
    '*star[x]?',
    'new\nline',
    'tab\t"quote"',
    '{now}',
    'Ünï-漢😀',
    're:x',
  ];
  for (const name of names) writeFileSync(join(folder, name), `content of ${name}\n`);
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/latin1-`), Buffer.from([0xe9])]), 'latin1');
  writeFileSync(join(folder, 'deep/er/est/file'), 'x'.repeat(70_000));
  writeFileSync(join(folder, 'script'), '#!/bin/sh\n', { mode: 0o751 });
  writeFileSync(join(folder, 'nothing'), '');
  linkSync(join(folder, 'plain'), join(folder, 'twin'));
  symlinkSync('plain', join(folder, 'link'));
  symlinkSync('/nowhere/at/all', join(folder, 'dangling'));
  utimesSync(join(folder, 'plain'), 1_600_000_000, 1_600_000_000);
}
