import * as archives from '@/lib/features/archives/operations';
import * as backups from '@/lib/features/backups/operations';
import * as jobs from '@/lib/features/jobs/operations';
import * as repositories from '@/lib/features/repositories/operations';
import * as restores from '@/lib/features/restores/operations';
import * as settings from '@/lib/features/settings/operations';
import * as system from '@/lib/features/system/operations';
import type { AnyOperation } from '@/lib/operation/define';

/** How a call answers: wrapped in `data`, as it is, as the result of a job it waited for, as a file or a stream. */
export type AnswerForm = 'wrapped' | 'plain' | 'job' | 'file' | 'events';

export interface ApiCall {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  operation: AnyOperation;
  form: AnswerForm;
}

const call = (
  method: ApiCall['method'],
  path: string,
  operation: AnyOperation,
  form: AnswerForm,
): ApiCall => ({
  method,
  path,
  operation,
  form,
});

/** The JSON API: what the description is made from and what a test compares with the files below app/api. */
export const API_CALLS: readonly ApiCall[] = [
  call('post', '/api/backups/start', backups.startBackup, 'wrapped'),
  call('post', '/api/backups/borg/run', backups.runBorgBackup, 'wrapped'),
  call('get', '/api/backups/borg/list', archives.listArchives, 'wrapped'),
  call('get', '/api/backups/borg/info', repositories.getDefaultInfo, 'wrapped'),
  call('get', '/api/backups/jobs', jobs.listJobs, 'wrapped'),
  call('get', '/api/backups/jobs/{id}', jobs.getJob, 'wrapped'),
  call('post', '/api/backups/jobs/{id}/cancel', jobs.cancelJob, 'wrapped'),
  call('get', '/api/backups/jobs/{id}/events', jobs.watchJobEvents, 'events'),
  call('get', '/api/backups/statistics', backups.getStatistics, 'wrapped'),
  call('get', '/api/backups/settings', settings.getSettings, 'wrapped'),
  call('put', '/api/backups/settings', settings.updateSettings, 'wrapped'),
  call('get', '/api/backups/storage', repositories.getStorage, 'wrapped'),
  call('get', '/api/backups/repositories', repositories.listRepositories, 'wrapped'),
  call('get', '/api/backups/archives/browse', archives.browseArchive, 'wrapped'),
  call('get', '/api/backups/archives/download', archives.downloadFile, 'file'),
  call('post', '/api/backups/archives/delete', archives.deleteArchive, 'wrapped'),
  call('post', '/api/backups/restores', restores.startRestore, 'wrapped'),
  call('post', '/api/v1/backups/borg/init', repositories.initRepository, 'job'),
  call('post', '/api/v1/backups/borg/create', backups.createArchive, 'job'),
  call('get', '/api/v1/backups/borg/archives', archives.listArchivesAt, 'plain'),
  call('delete', '/api/v1/backups/borg/archives/{archive_name}', archives.deleteArchiveAt, 'job'),
  call('post', '/api/v1/backups/borg/extract/{archive_name}', restores.extractArchive, 'job'),
  call('get', '/api/v1/backups/borg/info', repositories.getInfo, 'plain'),
  call('get', '/api/health', system.getHealth, 'plain'),
  call('get', '/api/ready', system.getReady, 'plain'),
];
