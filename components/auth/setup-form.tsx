'use client';

import CheckCircleRounded from '@mui/icons-material/CheckCircleRounded';
import RadioButtonUncheckedRounded from '@mui/icons-material/RadioButtonUncheckedRounded';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { ProblemAlert } from '@/components/ui/problem-alert';
import { ReadyButton } from '@/components/ui/ready-button';
import { TextInput } from '@/components/ui/text-input';
import { PasswordField } from './password-field';
import { useSetup } from './use-setup';

type Setup = ReturnType<typeof useSetup>;
const SHORTEST = 12;

function Rule({ met, children }: { met: boolean; children: string }) {
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        gap: 0.75,
        alignItems: 'center',
        color: met ? 'success.main' : 'text.secondary',
        '& svg': { fontSize: '1.05rem' },
      }}
    >
      {met ? (
        <CheckCircleRounded titleAccess="Met:" />
      ) : (
        <RadioButtonUncheckedRounded titleAccess="Not yet:" />
      )}
      {children}
    </Box>
  );
}

/** The rules as they are met; the second and third depend on what the first lets through. */
function Rules({ setup }: { setup: Setup }) {
  const { password, repeated } = setup.account;
  const long = password.length >= SHORTEST;
  return (
    <Box
      component="ul"
      aria-label="Password rules"
      sx={{ listStyle: 'none', m: 0, p: 0, fontSize: '0.86rem', display: 'grid', gap: 0.5 }}
    >
      <Rule met={long}>At least 12 characters; a sentence is easiest to remember</Rule>
      <Rule met={long && setup.passwordProblem === null}>Not a common password</Rule>
      <Rule met={password !== '' && password === repeated}>Typed the same twice</Rule>
    </Box>
  );
}

function Who({ setup }: { setup: Setup }) {
  const { account, set, errorOf } = setup;
  return (
    <>
      <TextInput
        label="Name"
        name="name"
        autoComplete="name"
        autoFocus
        required
        value={account.name}
        onChange={(event) => set('name', event.target.value)}
        error={errorOf('name') !== undefined}
        helperText={errorOf('name')}
      />
      <TextInput
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        required
        value={account.email}
        onChange={(event) => set('email', event.target.value)}
        error={errorOf('email') !== undefined}
        helperText={errorOf('email') ?? 'You sign in with it'}
      />
    </>
  );
}

function Password({ setup }: { setup: Setup }) {
  const { account, set, errorOf } = setup;
  const refused = errorOf('password');
  return (
    <>
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        value={account.password}
        onChange={(value) => set('password', value)}
        error={refused !== undefined}
        helperText={refused}
      />
      <PasswordField
        label="Password again"
        name="repeated"
        autoComplete="new-password"
        value={account.repeated}
        onChange={(value) => set('repeated', value)}
        error={setup.differs}
        helperText={setup.differs ? 'The two passwords differ' : undefined}
      />
    </>
  );
}

/** Makes the first super admin. */
export function SetupForm({ token }: { token: string }) {
  const setup = useSetup(token);
  return (
    <Stack
      component="form"
      method="post"
      sx={{ gap: 2.25 }}
      onSubmit={(event) => {
        event.preventDefault();
        void setup.submit();
      }}
    >
      {setup.problem && setup.problem.errors.length === 0 ? <ProblemAlert problem={setup.problem} /> : null}
      <Who setup={setup} />
      <Password setup={setup} />
      <Rules setup={setup} />
      <ReadyButton
        type="submit"
        variant="contained"
        size="large"
        disabled={!setup.ready}
        loading={setup.pending}
      >
        Create account
      </ReadyButton>
    </Stack>
  );
}
