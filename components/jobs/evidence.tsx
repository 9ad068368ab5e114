'use client';

import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { archiveHref } from '@/components/archives/address';
import { type Fact, Facts } from '@/components/ui/facts';
import { Mono } from '@/components/ui/mono';
import { Panel } from '@/components/ui/panel';
import { formatBytes, showControl } from '@/lib/core/format';
import type { Artifact, Job, JobDetail } from '@/lib/features/jobs/schema';
import { factsFrom } from './fact-values';
import { ARTIFACT_WORDS } from './words';

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Borg artifacts name their archive in the facts, or after `::` of the path. */
function archiveName(artifact: Artifact): string | null {
  if (artifact.artifact_type !== 'borg') return null;
  const named =
    text(artifact.facts?.archive_name) ?? text(artifact.facts?.archive) ?? text(artifact.facts?.name);
  return named ?? artifact.file_path.split('::')[1] ?? null;
}

function ArtifactTitle({ artifact, job }: { artifact: Artifact; job: Job }) {
  const archive = archiveName(artifact);
  const name = showControl(archive ?? artifact.file_path);
  if (!archive || !job.repository_id) return <Mono>{name}</Mono>;
  return (
    <Link href={archiveHref({ repository_id: job.repository_id, archive })}>
      <Mono>{name}</Mono>
    </Link>
  );
}

/** Shown as the title, or of no use to a reader. */
const SKIPPED = new Set([
  'archive',
  'archive_name',
  'name',
  'archive_id',
  'repository_id',
  'engine_repository_id',
  'dry_run',
]);

function ArtifactItem({ artifact, job }: { artifact: Artifact; job: Job }) {
  const id = text(artifact.facts?.archive_id);
  const facts: Fact[] = factsFrom(artifact.facts, SKIPPED);
  if (facts.length === 0) facts.push({ label: 'Size', value: formatBytes(artifact.file_size) });
  if (artifact.sha256) facts.push({ label: 'SHA-256', value: <Mono>{artifact.sha256}</Mono> });
  return (
    <Box component="li" data-testid="artifact">
      <Typography variant="body2" color="textSecondary">
        {ARTIFACT_WORDS[artifact.artifact_type]}
      </Typography>
      <Box sx={{ mb: 1.5, fontWeight: 600 }}>
        <ArtifactTitle artifact={artifact} job={job} />
        {id ? (
          <Typography variant="body2" color="textSecondary">
            Id <Mono>{id}</Mono>
          </Typography>
        ) : null}
      </Box>
      <Facts items={facts} min={140} />
    </Box>
  );
}

/** What the job left behind and how we know: archives with ids, sizes and counts, and the job's own result. */
export function Evidence({ job, artifacts, result }: Pick<JobDetail, 'job' | 'artifacts' | 'result'>) {
  const facts = artifacts.length === 0 ? factsFrom(result, SKIPPED) : [];
  if (artifacts.length === 0 && facts.length === 0) return null;
  return (
    <Panel title="Evidence" hint="What exists now because of this job">
      <Stack component="ul" sx={{ gap: 3, m: 0, p: 0, listStyle: 'none' }}>
        {artifacts.map((artifact) => (
          <ArtifactItem key={artifact.id} artifact={artifact} job={job} />
        ))}
      </Stack>
      {facts.length > 0 ? <Facts items={facts} /> : null}
    </Panel>
  );
}
