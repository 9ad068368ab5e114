import { describe, expect, it } from 'vitest';
import { passwordSchema } from '@/lib/core/password-rules';

const problem = (value: string): string | undefined =>
  passwordSchema.safeParse(value).error?.issues[0]?.message;

describe('passwordSchema', () => {
  it.each([
    'correct horse battery',
    'a-Long-enough-one-7731',
    'правильная лошадь',
    '正确的马电池订书钉一二三',
    'holdfast has many masts',
    'x'.repeat(3).concat('yz-other-words'),
  ])('takes %j', (password) => {
    expect(problem(password)).toBeUndefined();
  });

  it.each([
    ['elevenchars', 'at least 12'],
    ['x'.repeat(129), 'at most 128'],
    ['password1234', 'common'],
    ['Password-123!', 'common'],
    ['password123456', 'common'],
    ['PASSWORT 2026 !', 'common'],
    ['qwerty-qwerty', 'common'],
    ['passwordqwerty1', 'common'],
    ['welcomeadmin99', 'common'],
    ['holdfast2026!!', 'common'],
    ['123456123456', 'common'],
    ['201120261850', 'common'],
  ])('refuses %j', (password, reason) => {
    expect(problem(password)).toContain(reason);
  });
});
