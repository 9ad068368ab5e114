import { connection } from 'next/server';
import { ForbiddenNote } from '@/components/layout/page-notes';

export default async function ForbiddenPage() {
  await connection(); // a nonce for each request
  return <ForbiddenNote />;
}
