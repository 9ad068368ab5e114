import { defineConfig } from 'prisma/config';

// Only `prisma generate` reads this file; the application connects through the MariaDB adapter (lib/db/client.ts).
export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } });
