import { classifyBorg } from '@/lib/engines/borg/classify';
import {
  isGoodExit,
  type OutputState,
  readOutput,
  startOutput,
  TERM_LADDER,
  verbArguments,
} from '@/lib/engines/borg/verbs/common';
import type { Verb } from '@/lib/engines/engine';
import { EngineInputError } from '@/lib/engines/failure';

export const ENCRYPTION_MODES = [
  'none',
  'authenticated',
  'authenticated-blake2',
  'repokey',
  'repokey-blake2',
  'keyfile',
  'keyfile-blake2',
] as const;
export type EncryptionMode = (typeof ENCRYPTION_MODES)[number];

export interface InitInput {
  encryption: EncryptionMode;
  appendOnly?: boolean;
  /** Bytes, or a number with one of K, M, G, T: '1.5T'. */
  storageQuota?: string;
  makeParentDirs?: boolean;
}

/** Makes a repository. Its two or three warnings on old versions and keys are normal. */
export const init = {
  id: 'borg.init',
  command(input, { repository }) {
    const args = [...verbArguments('init'), '--encryption', encryptionMode(input.encryption)];
    if (input.appendOnly) args.push('--append-only');
    if (input.storageQuota !== undefined) args.push(`--storage-quota=${storageQuota(input.storageQuota)}`);
    if (input.makeParentDirs) args.push('--make-parent-dirs');
    return { args: [...args, '--', repository], cancel: TERM_LADDER };
  },
  start: startOutput,
  read: readOutput,
  finish(state, exit) {
    if (!isGoodExit(exit)) throw classifyBorg(state.transcript, exit);
  },
} satisfies Verb<InitInput, OutputState, void>;

function encryptionMode(mode: string): EncryptionMode {
  const known = ENCRYPTION_MODES.find((candidate) => candidate === mode);
  if (!known)
    throw new EngineInputError('encryption', `Encryption is one of ${ENCRYPTION_MODES.join(', ')}.`);
  return known;
}

function storageQuota(text: string): string {
  if (/^\d{1,15}(\.\d{1,3})?[KMGT]?$/.test(text)) return text;
  throw new EngineInputError('storageQuota', 'A quota is a number of bytes, or a number with K, M, G or T.');
}
