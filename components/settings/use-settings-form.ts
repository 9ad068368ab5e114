'use client';

import { useEffect, useState } from 'react';
import { useRefresh } from '@/components/data/queries';
import { useAction } from '@/components/data/use-action';
import { updateSettings } from '@/lib/actions/settings';
import type { Problem } from '@/lib/core/errors';
import type { Settings } from '@/lib/features/settings/schema';
import { changesOf, check, type Draft, draftOf, errorsByField, type Field, type FieldErrors } from './draft';

export interface SettingsForm {
  draft: Draft;
  saved: Settings;
  errors: FieldErrors;
  /** how many fields differ from what is saved */
  changed: number;
  pending: boolean;
  /** a refusal that belongs to no field of the form */
  problem: Problem | null;
  justSaved: boolean;
  set<F extends Field>(field: F, value: Draft[F]): void;
  discard(): void;
  save(): Promise<void>;
}

/** Asks before the tab is closed with changes that are not saved. */
function useLeaveGuard(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [on]);
}

const CHECK_AFTER_MS = 350;

/** Checks what was typed, a moment after the last key. */
function useLiveCheck(changes: ReturnType<typeof changesOf>, report: (errors: FieldErrors) => void): void {
  const key = JSON.stringify(changes);
  useEffect(() => {
    if (key === '{}') return report({});
    const timer = setTimeout(async () => {
      const result = await check(JSON.parse(key));
      report(result.ok ? {} : result.errors);
    }, CHECK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [key, report]);
}

/** What is saved, what is typed, and which fields differ. */
function useDraft(initial: Settings) {
  const [saved, setSaved] = useState(initial);
  const [draft, setDraft] = useState(() => draftOf(initial));
  const changes = changesOf(draftOf(saved), draft);
  const adopt = (settings: Settings) => {
    setSaved(settings);
    setDraft(draftOf(settings));
  };
  return { saved, draft, setDraft, changes, changed: Object.keys(changes).length, adopt };
}

export function useSettingsForm(initial: Settings): SettingsForm {
  const { saved, draft, setDraft, changes, changed, adopt } = useDraft(initial);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [justSaved, setJustSaved] = useState(false);
  const { run, reset, pending, problem } = useAction(updateSettings);
  const refresh = useRefresh();
  useLeaveGuard(changed > 0);
  useLiveCheck(changes, setErrors);

  const save = async () => {
    const checked = await check(changes);
    setErrors(checked.ok ? {} : checked.errors);
    const settings = checked.ok ? await run(checked.patch) : undefined;
    if (!settings) return;
    adopt(settings);
    setJustSaved(true);
    void refresh();
  };
  const discard = () => {
    setDraft(draftOf(saved));
    reset();
  };
  const set: SettingsForm['set'] = (field, value) => {
    setDraft((before) => ({ ...before, [field]: value }));
    setJustSaved(false);
    reset();
  };
  const fieldErrors = { ...errorsByField(problem?.errors ?? []), ...errors };
  const shown = { saved, draft, errors: fieldErrors, changed, pending, problem };
  return { ...shown, justSaved: justSaved && changed === 0, set, discard, save };
}
