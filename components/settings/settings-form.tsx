'use client';

import CheckRounded from '@mui/icons-material/CheckRounded';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { BAR_HEIGHT } from '@/components/layout/nav-style';
import { Panel } from '@/components/ui/panel';
import { ProblemAlert } from '@/components/ui/problem-alert';
import type { Settings } from '@/lib/features/settings/schema';
import { MailSection, RepositorySection, RetentionSection, SourceSection } from './other-sections';
import { ScheduleSection } from './schedule-section';
import { type SettingsForm as Form, useSettingsForm } from './use-settings-form';

const bar = {
  position: 'sticky',
  bottom: { xs: BAR_HEIGHT, md: 0 },
  mx: -2.5,
  mb: -2.5,
  px: 2.5,
  py: 1.5,
  display: 'flex',
  gap: 1.5,
  alignItems: 'center',
  bgcolor: 'background.paper',
  borderTop: '1px solid var(--hf-line)',
  zIndex: 2,
} as const;

function stateWords({ changed, justSaved, errors }: Form): string {
  const wrong = Object.keys(errors).length;
  if (wrong > 0) return wrong === 1 ? 'One field needs a look' : `${wrong} fields need a look`;
  if (changed > 0) return `${changed} unsaved ${changed === 1 ? 'change' : 'changes'}`;
  return justSaved ? 'Saved' : 'Everything is saved';
}

function SaveBar({ form }: { form: Form }) {
  return (
    <Box sx={bar}>
      <Typography
        role="status"
        data-testid="settings-state"
        sx={{
          flex: 1,
          minWidth: 0,
          fontWeight: form.changed > 0 ? 620 : 400,
          display: 'flex',
          gap: 0.75,
          alignItems: 'center',
        }}
        color={form.changed > 0 ? 'textPrimary' : 'textSecondary'}
      >
        {form.justSaved ? <CheckRounded color="success" fontSize="small" /> : null}
        {stateWords(form)}
      </Typography>
      <Button onClick={form.discard} disabled={form.changed === 0 || form.pending}>
        Discard
      </Button>
      <Button
        type="submit"
        variant="contained"
        disabled={form.changed === 0}
        loading={form.pending}
        data-testid="settings-save"
      >
        Save settings
      </Button>
    </Box>
  );
}

/** A refusal whose fields are all shown beside their inputs needs no second telling. */
const hasOwnAlert = ({ problem, draft }: Form): boolean =>
  problem !== null &&
  !(problem.errors.length > 0 && problem.errors.every((e) => (e.path.split('.')[0] ?? '') in draft));

/** The default plan: what, when, where, how long. */
export function SettingsForm({ initial }: { initial: Settings }) {
  const form = useSettingsForm(initial);
  return (
    <Panel title="Automatic backups" hint="The default plan. Backups started by hand use it too.">
      <Box
        component="form"
        method="post"
        noValidate
        aria-label="Backup settings"
        onSubmit={(event) => {
          event.preventDefault();
          void form.save();
        }}
      >
        <SourceSection form={form} />
        <ScheduleSection form={form} />
        <RepositorySection form={form} />
        <RetentionSection form={form} />
        <MailSection form={form} />
        {form.problem && hasOwnAlert(form) ? (
          <Box sx={{ mb: 2 }}>
            <ProblemAlert problem={form.problem} />
          </Box>
        ) : null}
        <SaveBar form={form} />
      </Box>
    </Panel>
  );
}
