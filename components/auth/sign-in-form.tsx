'use client';

import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import { type FormEvent, useState } from 'react';
import { ReadyButton } from '@/components/ui/ready-button';
import { TextInput } from '@/components/ui/text-input';
import { enter } from './enter';
import { PasswordField } from './password-field';
import { signInWords } from './sign-in-words';

/** `target` is a path of this site. A full page load follows, so everything is read as the new user. */
export function SignInForm({ target }: { target: string }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    setError(null);
    const refused = await enter(email.trim(), password);
    if (refused === null) return window.location.assign(target);
    setError(refused);
    setPending(false);
  };
  return (
    <Stack component="form" method="post" onSubmit={submit} sx={{ gap: 2.25 }}>
      {error ? (
        <Alert severity="error" data-testid="sign-in-error">
          {signInWords(error)}
        </Alert>
      ) : null}
      <TextInput
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        autoFocus
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      <ReadyButton type="submit" variant="contained" size="large" loading={pending}>
        Sign in
      </ReadyButton>
    </Stack>
  );
}
