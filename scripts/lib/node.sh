# shellcheck shell=bash
# Node itself and node_modules.

# check_node_version vX.Y.Z: true for 20.19 and later.
check_node_version() {
  local major minor
  IFS=. read -r major minor _ <<<"${1#v}"
  [[ $major =~ ^[0-9]+$ && $minor =~ ^[0-9]+$ ]] || return 1
  ((major > 20 || (major == 20 && minor >= 19)))
}

require_node() {
  command -v node >/dev/null || die 'Node.js is missing.' 'Install Node.js 20.19 or later, then run this again.'
  check_node_version "$(node --version)" ||
    die "Node.js $(node --version) is too old." 'Holdfast needs Node.js 20.19 or later.'
}

file_hash() { sha256sum <"$1" | cut -d' ' -f1; }

# `npm ci` empties node_modules first, so the stamp in it vanishes with a broken install.
# Install scripts stay off: no dependency needs one.
ensure_node_modules() {
  local stamp=$HF_ROOT/node_modules/.holdfast-lock-hash wanted current=''
  wanted=$(file_hash "$HF_ROOT/package-lock.json")
  [[ ! -r $stamp ]] || read -r current <"$stamp" || true
  [[ $current != "$wanted" ]] || return 0
  command -v npm >/dev/null || die 'npm is missing.' 'It comes with Node.js (package nodejs or npm).'
  step 'Installing Node packages'
  (umask 022 && cd -- "$HF_ROOT" && npm ci --ignore-scripts --include=dev >&2) || die 'npm ci failed (see above).'
  printf '%s\n' "$wanted" >"$stamp"
}
