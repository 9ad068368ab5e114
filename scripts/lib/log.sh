# shellcheck shell=bash
# Messages of the shell scripts. Everything but results goes to stderr, so that output can be piped.

# A terminal that has gone away must not keep a clean-up from being finished.
say() { printf '%s\n' "$*" || true; }
step() { printf '==> %s\n' "$*" >&2 || true; }
warn() { printf 'warning: %s\n' "$*" >&2 || true; }

# die [-CODE] MESSAGE...: one line per argument, then exit with CODE (default 1).
die() {
  local code=1
  if [[ ${1-} =~ ^-([0-9]+)$ ]]; then
    code=${BASH_REMATCH[1]}
    shift
  fi
  printf 'error: %s\n' "$1" >&2
  shift
  (($# == 0)) || printf '       %s\n' "$@" >&2
  exit "$code"
}
