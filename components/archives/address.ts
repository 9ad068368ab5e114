import { withQuery } from '@/components/data/api';

export interface ArchiveAddress {
  repository_id: string;
  archive: string;
}

/** Page of an archive, at a folder of it. */
export const archiveHref = ({ repository_id, archive }: ArchiveAddress, path = ''): string =>
  withQuery(`/backups/archives/${repository_id}/${encodeURIComponent(archive)}`, { path });

/** Plain link that downloads one file of an archive. */
export const downloadHref = (address: ArchiveAddress, path: string): string =>
  withQuery('/api/backups/archives/download', { ...address, path });

export interface ArchiveRoute {
  params: Promise<{ repositoryId: string; archive: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What the address of an archive page names. Route parameters arrive percent-encoded. */
export async function addressFrom({
  params,
  searchParams,
}: ArchiveRoute): Promise<ArchiveAddress & { path: string }> {
  const { repositoryId, archive } = await params;
  const { path } = await searchParams;
  return {
    repository_id: repositoryId,
    archive: decodeURIComponent(archive),
    path: typeof path === 'string' ? path : '',
  };
}
