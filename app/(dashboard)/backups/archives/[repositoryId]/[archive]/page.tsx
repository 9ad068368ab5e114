import type { Metadata } from 'next';
import { type ArchiveRoute, addressFrom } from '@/components/archives/address';
import { ArchivePage } from '@/components/archives/archive-page';
import { browseArchive } from '@/lib/features/archives/operations';
import { load } from '@/lib/transport/load';

export const metadata: Metadata = { title: 'Archive' };

export default async function BrowsePage(route: ArchiveRoute) {
  const { path, ...address } = await addressFrom(route);
  return <ArchivePage address={address} initial={await load(browseArchive, { ...address, path })} />;
}
