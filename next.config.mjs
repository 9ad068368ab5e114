/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Types are checked by `npm run verify` and `npm test`; a start must not wait for them.
  typescript: { ignoreBuildErrors: true },
  // Loaded from node_modules by the server instead of being bundled three times.
  serverExternalPackages: [
    '@prisma/client',
    '@prisma/adapter-mariadb',
    'mariadb',
    'pino',
    'execa',
    'node-cron',
    'croner',
  ],
  experimental: { serverActions: { bodySizeLimit: '256kb' } },
};
