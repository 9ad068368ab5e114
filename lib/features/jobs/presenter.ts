import type { BackupArtifact, BackupJob, JobEvent } from '@/lib/db/generated/client';
import { type Artifact, type Job, jobProgress, type LogLine } from '@/lib/features/jobs/schema';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const num = (value: bigint | null): number | null => (value === null ? null : Number(value));

/** Database row → the job of the API. Payload, secret and owner never leave the server. */
export function presentJob(row: BackupJob): Job {
  const progress = jobProgress.safeParse(row.progress);
  return {
    id: row.id,
    kind: row.kind,
    operation: row.operation,
    status: row.status,
    trigger: row.trigger,
    plan_id: row.planId,
    repository_id: row.repositoryId,
    requested_by: row.requestedBy,
    started_at: iso(row.startedAt),
    finished_at: iso(row.finishedAt),
    duration_ms: num(row.durationMs),
    error: row.error,
    error_code: row.errorCode,
    warnings: row.warnings,
    artifact_count: row.artifactCount,
    size: num(row.size),
    progress: progress.success ? progress.data : null,
    cancel_requested: row.cancelRequestedAt !== null,
    created_at: row.createdAt.toISOString(),
  };
}

export const presentArtifact = (row: BackupArtifact): Artifact => ({
  id: row.id,
  job_id: row.jobId,
  artifact_type: row.artifactType,
  file_path: row.filePath,
  file_size: Number(row.fileSize),
  sha256: row.sha256,
  manifest_path: row.manifestPath,
  facts: row.facts as Record<string, unknown> | null,
  created_at: row.createdAt.toISOString(),
});

export function presentLog(event: JobEvent): LogLine {
  const data = event.data as { level?: LogLine['level']; message?: string };
  return {
    id: Number(event.id),
    at: event.createdAt.toISOString(),
    level: data.level ?? 'info',
    message: data.message ?? '',
  };
}
