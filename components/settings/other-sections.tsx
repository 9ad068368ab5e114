'use client';

import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { LinesSetting, NumberSetting, SwitchSetting, TextSetting } from './fields';
import { Section } from './section';
import type { SettingsForm } from './use-settings-form';

const columns = (min: number) => ({
  display: 'grid',
  gap: 2,
  gridTemplateColumns: `repeat(auto-fit, minmax(min(100%, ${min}px), 1fr))`,
});

export function SourceSection({ form }: { form: SettingsForm }) {
  return (
    <Section title="What is backed up" hint="Folders of this server with everything below them.">
      <LinesSetting
        form={form}
        field="include_paths"
        label="Folders"
        hint="One per line, beginning with /. A missing folder fails the backup instead of being skipped in silence."
      />
      <LinesSetting
        form={form}
        field="exclude_patterns"
        label="Leave out"
        rows={2}
        hint="One pattern per line, such as */node_modules or sh:/srv/**/*.tmp"
      />
    </Section>
  );
}

export function RetentionSection({ form }: { form: SettingsForm }) {
  return (
    <Section title="Retention" hint="How many archives of each age are worth keeping.">
      <Box sx={columns(120)}>
        <NumberSetting form={form} field="keep_hourly" label="Hourly" />
        <NumberSetting form={form} field="keep_daily" label="Daily" />
        <NumberSetting form={form} field="keep_weekly" label="Weekly" />
        <NumberSetting form={form} field="keep_monthly" label="Monthly" />
      </Box>
      <Alert severity="info">
        This version of Holdfast stores the rule but does not prune yet: nothing is removed unless you delete
        it yourself.
      </Alert>
    </Section>
  );
}

export function RepositorySection({ form }: { form: SettingsForm }) {
  return (
    <Section title="Repository" hint="Where archives are stored, encrypted and deduplicated.">
      <TextSetting
        form={form}
        field="borg_repo_path"
        label="Path of the Borg repository"
        hint="A new path gets a new repository at the next backup; the old one stays as it is"
        mono
      />
      <Box sx={columns(230)}>
        <NumberSetting
          form={form}
          field="compression_level"
          label="Compression level"
          hint="zstd, 1 (fast) to 22 (small); 3 suits most servers"
        />
        <Box sx={{ pt: 0.25 }}>
          <SwitchSetting
            form={form}
            field="verify_after_backup"
            label="Verify after each backup"
            hint="Each new archive is looked up in the repository either way. The full read-back comes with a later version; your choice is kept."
          />
        </Box>
      </Box>
    </Section>
  );
}

export function MailSection({ form }: { form: SettingsForm }) {
  return (
    <Section title="E-mail" hint="Where reports about backups go.">
      <SwitchSetting
        form={form}
        field="email_notifications"
        label="Send e-mail"
        hint="Sending comes with a later version; your choice and the address are kept."
      />
      <TextSetting form={form} field="notification_email" label="Address" />
    </Section>
  );
}
