import type { Metadata } from 'next';
import { JobView } from '@/components/jobs/job-view';
import { getJob } from '@/lib/features/jobs/operations';
import { load } from '@/lib/transport/load';

export const metadata: Metadata = { title: 'Job' };

export default async function JobPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <JobView key={id} initial={await load(getJob, { id })} />;
}
