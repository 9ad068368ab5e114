import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Mono } from '@/components/ui/mono';
import { AuthFrame } from './auth-frame';
import { SetupForm } from './setup-form';

/** The set-up form while the link is good, otherwise what to do instead. */
export function SetupScreen({ token, open }: { token: string; open: boolean }) {
  if (open) {
    return (
      <AuthFrame title="Set up Holdfast" hint="You are the first here. This account may do everything.">
        <SetupForm token={token} />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title="This set-up link does not work"
      hint="It was used already, has expired, or is not complete."
    >
      <Typography sx={{ mb: 2.5 }}>
        If there is an account, sign in with it. If there is none yet, start Holdfast again with{' '}
        <Mono>npm run up</Mono>: it prints a new link.
      </Typography>
      <Button variant="contained" href="/sign-in">
        Go to sign-in
      </Button>
    </AuthFrame>
  );
}
