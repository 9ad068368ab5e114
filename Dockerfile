# Holdfast with its own MariaDB. Build: docker build -t holdfast .
# It runs as root in the container: a backup has to read what only root can read. `docker stop -t 60` gives the
# database its time to end.
#   docker run --init -p 127.0.0.1:3000:3000 -v holdfast-data:/data -v /srv:/srv:ro holdfast
# Restores run in a sandbox (bubblewrap) and archives are mounted with FUSE; both need, in addition:
#   --cap-add SYS_ADMIN --device /dev/fuse --security-opt apparmor=unconfined --security-opt seccomp=unconfined

FROM node:22-bookworm AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --include=dev
COPY . .
# package.json's lock file is the one just installed, so the build script takes node_modules as it is.
RUN sha256sum < package-lock.json | cut -d' ' -f1 > node_modules/.holdfast-lock-hash \
 && bash scripts/build \
 && npm prune --omit=dev --ignore-scripts \
 && rm -rf .next/cache

FROM node:22-bookworm-slim
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    HOLDFAST_DATA_DIR=/data \
    HOST=0.0.0.0 \
    PORT=3000
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      borgbackup bubblewrap ca-certificates fuse3 mariadb-client mariadb-server-core openssh-client restic \
      util-linux zstd \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin holdfast-db
WORKDIR /app
COPY --from=build /app /app
RUN ln -s /app/bin/holdfast /usr/local/bin/holdfast && install -d -m 0700 /data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/api/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["bash", "scripts/start"]
