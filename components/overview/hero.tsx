'use client';

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { operationWords } from '@/components/jobs/words';
import { LEVEL_ICONS, LEVEL_INKS } from '@/components/layout/header';
import type { Job } from '@/lib/features/jobs/schema';
import type { Finding, Level } from './findings';
import { Tide } from './tide';

const WASH: Record<Level, string> = {
  ok: 'var(--hf-ok-wash)',
  attention: 'var(--hf-attention-wash)',
  problem: 'var(--hf-problem-wash)',
};

function Further({ findings }: { findings: Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <Box component="ul" sx={{ m: 0, mt: 2, p: 0, listStyle: 'none', display: 'grid', gap: 0.75 }}>
      {findings.map((finding) => (
        <Box
          component="li"
          key={finding.sentence}
          sx={{
            display: 'flex',
            gap: 1,
            alignItems: 'center',
            '& svg': { fontSize: '1.1rem', color: LEVEL_INKS[finding.level] },
          }}
        >
          {LEVEL_ICONS[finding.level]}
          <span>
            {finding.sentence}.{' '}
            {finding.action ? <Link href={finding.action.href}>{finding.action.label}</Link> : null}
          </span>
        </Box>
      ))}
    </Box>
  );
}

function RunningNow({ job }: { job: Job | undefined }) {
  if (!job) return null;
  const verb = job.status === 'queued' ? 'is waiting to start' : 'is running';
  return (
    <Typography sx={{ mt: 1 }}>
      {operationWords(job.operation)} {verb}. <Link href={`/backups/jobs/${job.id}`}>Watch it</Link>
    </Typography>
  );
}

/** The worst state as one sentence, what it means and what to do. */
export function Hero({ findings, running }: { findings: [Finding, ...Finding[]]; running: Job[] }) {
  const [worst, ...rest] = findings;
  return (
    <Box
      component="section"
      aria-label="State of your backups"
      data-testid="hero"
      sx={{
        position: 'relative',
        overflow: 'hidden',
        borderRadius: '16px',
        border: '1px solid var(--hf-line)',
        bgcolor: WASH[worst.level],
        px: { xs: 2.5, md: 4 },
        py: { xs: 3, md: 4 },
      }}
    >
      <Tide ink={LEVEL_INKS[worst.level]} />
      <Box sx={{ position: 'relative', maxWidth: '70ch' }}>
        <Box sx={{ color: LEVEL_INKS[worst.level], '& svg': { fontSize: 34, display: 'block', mb: 1 } }}>
          {LEVEL_ICONS[worst.level]}
        </Box>
        <Typography variant="h1" component="p" sx={{ fontSize: { xs: '1.55rem', md: '2.05rem' } }}>
          {worst.sentence}
        </Typography>
        <Typography sx={{ mt: 0.75, color: 'text.secondary', fontSize: '1rem', overflowWrap: 'anywhere' }}>
          {worst.meaning}
        </Typography>
        <RunningNow job={running[0]} />
        {worst.action ? (
          <Button href={worst.action.href} variant="contained" sx={{ mt: 2 }}>
            {worst.action.label}
          </Button>
        ) : null}
        <Further findings={rest} />
      </Box>
    </Box>
  );
}
