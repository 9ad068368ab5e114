import Box from '@mui/material/Box';
import type { Job } from '@/lib/features/jobs/schema';
import { KIND_WORDS } from './words';

/** BORG, RESTIC, FILES, DB: the tool or source of a job. */
export function KindBadge({ kind }: { kind: Job['kind'] }) {
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-block',
        px: 0.8,
        py: 0.1,
        borderRadius: '5px',
        border: '1px solid var(--hf-line)',
        bgcolor: 'var(--hf-well)',
        color: 'text.secondary',
        fontSize: '0.69rem',
        fontWeight: 720,
        letterSpacing: '0.05em',
        whiteSpace: 'nowrap',
      }}
    >
      {KIND_WORDS[kind]}
    </Box>
  );
}
