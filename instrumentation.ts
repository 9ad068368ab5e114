/** Next calls this once per server process: starts schedules and the dispatcher, unless this process only serves pages. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startServices } = await import('@/lib/transport/services');
  await startServices();
}
