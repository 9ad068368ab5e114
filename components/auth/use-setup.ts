'use client';

import { useEffect, useState } from 'react';
import { useAction } from '@/components/data/use-action';
import { completeSetup } from '@/lib/actions/users';
import { enter } from './enter';

export interface Account {
  name: string;
  email: string;
  password: string;
  repeated: string;
}

const EMPTY: Account = { name: '', email: '', password: '', repeated: '' };

/** Why a password is refused, by the rule of the server; null when it is fine or not typed yet. */
function usePasswordProblem(password: string): string | null {
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    import('@/lib/core/password-rules').then(({ passwordSchema }) => {
      const result = passwordSchema.safeParse(password);
      if (current) setProblem(result.success ? null : (result.error.issues[0]?.message ?? 'cannot be used'));
    });
    return () => {
      current = false;
    };
  }, [password]);
  return password === '' ? null : problem;
}

/** The first account: typed, checked, made, and signed in with. */
export function useSetup(token: string) {
  const [account, setAccount] = useState(EMPTY);
  const [entering, setEntering] = useState(false);
  const { run, pending, problem } = useAction(completeSetup);
  const passwordProblem = usePasswordProblem(account.password);
  const differs = account.repeated !== '' && account.repeated !== account.password;
  const ready = passwordProblem === null && account.password !== '' && account.password === account.repeated;
  const submit = async () => {
    const { repeated: _, ...fields } = account;
    const made = await run({ token, ...fields });
    if (!made) return;
    setEntering(true);
    const refused = await enter(account.email.trim(), account.password);
    window.location.assign(refused === null ? '/' : '/sign-in');
  };
  const set = (field: keyof Account, value: string) =>
    setAccount((before) => ({ ...before, [field]: value }));
  const errorOf = (field: string) => problem?.errors.find((error) => error.path === field)?.message;
  return {
    account,
    set,
    submit,
    ready,
    differs,
    passwordProblem,
    problem,
    errorOf,
    pending: pending || entering,
  };
}
