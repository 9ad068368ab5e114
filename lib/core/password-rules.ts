import { z } from 'zod';

const COMMON = [
  'password',
  'passwort',
  'qwerty',
  '123456',
  'letmein',
  'welcome',
  'admin',
  'iloveyou',
  'holdfast',
];
const isCommon = (password: string): boolean => {
  const bare = password.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const stripped = COMMON.reduce((rest, word) => rest.replaceAll(word, ''), bare);
  return stripped.replace(/\p{N}/gu, '').length < 3 && new Set(stripped).size < 12;
};

/** Length and a look at the usual suspects; no composition rules. Safe for the browser. */
export const passwordSchema = z
  .string()
  .min(12, 'must have at least 12 characters')
  .max(128, 'must have at most 128 characters')
  .refine((value) => !isCommon(value), 'is a common password; choose another one');
