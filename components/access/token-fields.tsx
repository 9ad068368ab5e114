'use client';

import { Choice } from '@/components/ui/choice';
import { TextInput } from '@/components/ui/text-input';
import type { FieldError } from '@/lib/core/errors';
import { ROLES, type Role } from '@/lib/core/roles';
import { ROLE_WORDS } from './role-words';

export const NEVER = 'never';

export interface NewToken {
  name: string;
  role: Role;
  expires: string;
}

const LIFETIMES = [
  { value: '30d', label: 'In 30 days' },
  { value: '90d', label: 'In 90 days' },
  { value: '365d', label: 'In a year' },
  { value: NEVER, label: 'Never' },
];

const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role].label }));

interface TokenFieldsProps {
  fields: NewToken;
  errors: FieldError[];
  onChange: (fields: NewToken) => void;
}

export function TokenFields({ fields, errors, onChange }: TokenFieldsProps) {
  const nameError = errors.find((error) => error.path === 'name')?.message;
  return (
    <>
      <TextInput
        autoFocus
        required
        label="Name"
        value={fields.name}
        onChange={(event) => onChange({ ...fields, name: event.target.value })}
        error={nameError !== undefined}
        helperText={nameError ? `This ${nameError}` : 'What uses it: monitoring, nightly script'}
        sx={{ mt: 1 }}
        native={{ maxLength: 100 }}
      />
      <Choice
        label="Role"
        value={fields.role}
        options={ROLE_OPTIONS}
        onChange={(role) => onChange({ ...fields, role })}
        helperText={`It ${ROLE_WORDS[fields.role].may}`}
      />
      <Choice
        label="Expires"
        value={fields.expires}
        options={LIFETIMES}
        onChange={(expires) => onChange({ ...fields, expires })}
      />
    </>
  );
}
