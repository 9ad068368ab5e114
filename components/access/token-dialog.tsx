'use client';

import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useState } from 'react';
import { useAction } from '@/components/data/use-action';
import { CopyButton } from '@/components/ui/copy-button';
import { ProblemAlert } from '@/components/ui/problem-alert';
import { createToken } from '@/lib/actions/tokens';
import { NEVER, type NewToken, TokenFields } from './token-fields';

/** The token itself: there is no second look. */
function Shown({ token, onClose }: { token: string; onClose: () => void }) {
  return (
    <>
      <DialogContent>
        <Alert severity="warning">
          Copy it now: it is not shown again. Whoever has it may do what its role may.
        </Alert>
        <Box
          data-testid="token-value"
          sx={{
            mt: 2,
            p: 1.5,
            borderRadius: '9px',
            bgcolor: 'var(--hf-well)',
            border: '1px solid var(--hf-line)',
            fontFamily: 'var(--hf-mono)',
            fontSize: '0.9rem',
            overflowWrap: 'anywhere',
            userSelect: 'all',
          }}
        >
          {token}
        </Box>
      </DialogContent>
      <DialogActions>
        <CopyButton text={token} label="Copy token" />
        <Button variant="contained" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </>
  );
}

function Form({ onMade, onClose }: { onMade: (token: string) => void; onClose: () => void }) {
  const [fields, setFields] = useState<NewToken>({ name: '', role: 'moderator', expires: '90d' });
  const { run, pending, problem, reset } = useAction(createToken);
  const submit = async () => {
    const { expires, ...rest } = fields;
    const made = await run(expires === NEVER ? rest : { ...rest, expires });
    if (made) onMade(made.token);
  };
  return (
    <Box
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <DialogContent sx={{ display: 'grid', gap: 2.25 }}>
        <TokenFields
          fields={fields}
          errors={problem?.errors ?? []}
          onChange={(next) => {
            setFields(next);
            reset();
          }}
        />
        {problem && problem.errors.length === 0 ? <ProblemAlert problem={problem} /> : null}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Not now</Button>
        <Button type="submit" variant="contained" loading={pending}>
          Create token
        </Button>
      </DialogActions>
    </Box>
  );
}

export function TokenDialog({ onClose }: { onClose: () => void }) {
  const [token, setToken] = useState<string | null>(null);
  // A token that is on screen is not lost by a stray click beside the dialog.
  return (
    <Dialog
      open
      onClose={token === null ? onClose : undefined}
      maxWidth="sm"
      fullWidth
      aria-labelledby="token-title"
    >
      <DialogTitle id="token-title">{token === null ? 'Create an API token' : 'Your new token'}</DialogTitle>
      {token === null ? (
        <Form onMade={setToken} onClose={onClose} />
      ) : (
        <Shown token={token} onClose={onClose} />
      )}
    </Dialog>
  );
}
