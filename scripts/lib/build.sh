# shellcheck shell=bash
# Generated database client, bundles and the Next build; each is made again only when what it is made of changed.

BUNDLE_SOURCES=(lib prisma package-lock.json tsconfig.json prisma.config.ts scripts/bundle.mjs)
BUILD_SOURCES=("${BUNDLE_SOURCES[@]}" app components public instrumentation.ts proxy.ts next.config.mjs)

# One install or build at a time in a checkout. Held until release_checkout (nothing that outlives it is started meanwhile).
lock_checkout() {
  mkdir -p -- "$HF_ROOT/build"
  exec {HF_CHECKOUT_LOCK}>>"$HF_ROOT/build/.lock"
  flock -n "$HF_CHECKOUT_LOCK" && return 0
  step 'Waiting for another build in this checkout'
  flock "$HF_CHECKOUT_LOCK"
}
release_checkout() { exec {HF_CHECKOUT_LOCK}>&-; }

# hash_sources PATH...: sha256 over names and contents, in a fixed order; paths that do not exist are left out.
hash_sources() (
  cd -- "$HF_ROOT" || exit 1
  local path present=()
  for path in "$@"; do
    [[ ! -e $path ]] || present+=("$path")
  done
  find "${present[@]}" -path lib/db/generated -prune -o -type f -print0 | LC_ALL=C sort -z |
    xargs -0 sha256sum -- | sha256sum | cut -d' ' -f1
)

# write_stamp FILE TEXT: atomic, always the last step of what it vouches for.
write_stamp() {
  printf '%s\n' "$2" >"$1.new"
  mv -f -- "$1.new" "$1"
}

stamp_is() {
  local current=''
  [[ ! -r $1 ]] || read -r current <"$1" || true
  [[ $current == "$2" ]]
}

# The Prisma client, without a download: generating never runs the schema engine, any executable will do.
ensure_generated() {
  local out=$HF_ROOT/lib/db/generated wanted
  local stamp=$out/.stamp
  wanted=$(hash_sources prisma/schema.prisma prisma.config.ts package-lock.json)
  ! stamp_is "$stamp" "$wanted" || return 0
  step 'Generating the database client'
  rm -f -- "$stamp"
  (cd -- "$HF_ROOT" && PRISMA_SCHEMA_ENGINE_BINARY=$(type -P true) \
    node_modules/.bin/prisma generate >"$HF_ROOT/build/generate.log" 2>&1) || {
    cat -- "$HF_ROOT/build/generate.log" >&2
    die 'prisma generate failed (see above).'
  }
  write_stamp "$stamp" "$wanted"
}

# The bundles of command line and server. The stamp is written before and named after: its time is that of the
# sources it vouches for.
ensure_bundle() {
  local wanted stamp=$HF_ROOT/build/.bundle-stamp
  wanted=$(hash_sources "${BUNDLE_SOURCES[@]}")
  if stamp_is "$stamp" "$wanted" && have_bundle; then
    touch -- "$stamp"
    return 0
  fi
  rm -f -- "$stamp"
  printf '%s\n' "$wanted" >"$stamp.new"
  node "$HF_ROOT/scripts/bundle.mjs" >&2 || return 1
  mv -f -- "$stamp.new" "$stamp"
}
have_bundle() { [[ -s $HF_ROOT/build/holdfast.mjs && -s $HF_ROOT/build/server.mjs ]]; }

build_is_whole() {
  [[ -s $HF_ROOT/.next/BUILD_ID ]] && have_bundle && stamp_is "$HF_ROOT/build/.stamp" "$1"
}

# Whether there is a finished build at all, of whatever sources (for `start`, which never builds).
have_build() { [[ -s $HF_ROOT/.next/BUILD_ID && -s $HF_ROOT/build/.stamp ]] && have_bundle; }

ensure_build() {
  local wanted
  ensure_generated
  ensure_bundle || die 'Bundling failed (see above).'
  wanted=$(hash_sources "${BUILD_SOURCES[@]}")
  ! build_is_whole "$wanted" || return 0
  step 'Building (about a minute; only when the sources changed)'
  rm -f -- "$HF_ROOT/build/.stamp"
  (umask 022 && cd -- "$HF_ROOT" && NODE_ENV=production node_modules/.bin/next build >&2) || die 'next build failed (see above).'
  write_stamp "$HF_ROOT/build/.stamp" "$wanted"
}
