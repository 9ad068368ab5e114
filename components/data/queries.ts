'use client';

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ArchiveList, Folder } from '@/lib/features/archives/schema';
import type { Statistics } from '@/lib/features/backups/schema';
import type { Job, JobDetail, JobPage } from '@/lib/features/jobs/schema';
import type { StorageInfo } from '@/lib/features/repositories/schema';
import { getData } from './api';

const BUSY_MS = 2000;
const IDLE_MS = 10_000;
const STORAGE_MS = 60_000;

const anyActive = (page: JobPage | undefined): boolean =>
  page?.jobs.some((job) => job.status === 'running' || job.status === 'queued') ?? false;

/** The newest jobs, every two seconds while one is running. */
export const useRecentJobs = (initial: JobPage) =>
  useQuery({
    queryKey: ['jobs', 'recent'],
    queryFn: ({ signal }) => getData<JobPage>('/api/backups/jobs', { limit: 12 }, signal),
    initialData: initial,
    refetchInterval: (query) => (anyActive(query.state.data) ? BUSY_MS : IDLE_MS),
  });

export const useStatistics = (initial: Statistics, busy: boolean) =>
  useQuery({
    queryKey: ['statistics'],
    queryFn: ({ signal }) => getData<Statistics>('/api/backups/statistics', {}, signal),
    initialData: initial,
    refetchInterval: busy ? BUSY_MS * 2 : IDLE_MS,
  });

export const useStorage = (initial: StorageInfo) =>
  useQuery({
    queryKey: ['storage'],
    queryFn: ({ signal }) => getData<StorageInfo>('/api/backups/storage', {}, signal),
    initialData: initial,
    refetchInterval: STORAGE_MS,
  });

export type JobFilters = { status?: Job['status']; kind?: Job['kind']; q?: string };

/** Job history, page by page; `initial` belongs to the filters the page was opened with. */
export function useJobHistory(filters: JobFilters, initial: JobPage | undefined) {
  return useInfiniteQuery({
    queryKey: ['jobs', 'history', filters],
    queryFn: ({ pageParam, signal }) =>
      getData<JobPage>('/api/backups/jobs', { ...filters, limit: 25, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    ...(initial ? { initialData: { pages: [initial], pageParams: [null] } } : {}),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.pages.some(anyActive) ? BUSY_MS : IDLE_MS),
  });
}

/** One job with artifacts and log; polls only while no event stream brings the changes. */
export const useJobDetail = (initial: JobDetail, poll: boolean) =>
  useQuery({
    queryKey: ['jobs', 'detail', initial.job.id],
    queryFn: ({ signal }) => getData<JobDetail>(`/api/backups/jobs/${initial.job.id}`, {}, signal),
    initialData: initial,
    refetchInterval: poll ? BUSY_MS : false,
  });

export const useArchives = (initial: ArchiveList) =>
  useQuery({
    queryKey: ['archives'],
    queryFn: ({ signal }) => getData<ArchiveList>('/api/backups/borg/list', {}, signal),
    initialData: initial,
    refetchOnMount: 'always',
    refetchInterval: STORAGE_MS,
  });

export interface FolderAddress {
  repository_id: string;
  archive: string;
  path: string;
}

/** A folder of an archive. Archives never change, so what was read stays valid. */
export const useFolder = (address: FolderAddress, initial: Folder | undefined) =>
  useQuery({
    queryKey: ['folder', address],
    queryFn: ({ signal }) => getData<Folder>('/api/backups/archives/browse', { ...address }, signal),
    ...(initial ? { initialData: initial } : {}),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

/** Call after something was started: rows and counters are read anew at once. */
export function useRefresh() {
  const client = useQueryClient();
  return useCallback(
    () =>
      Promise.all(
        ['jobs', 'statistics', 'storage', 'archives'].map((noun) =>
          client.invalidateQueries({ queryKey: [noun] }),
        ),
      ),
    [client],
  );
}
