# shellcheck shell=bash
# Secrets that are made once per data folder. Each is one file, 0600, without a trailing newline.

random_base64() { head -c "$1" /dev/urandom | base64 -w0; }
random_hex() { head -c "$1" /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }

# write_secret NAME COMMAND...: stores the command's output, unless the file exists. The file appears complete
# and on disk, or not at all; `mv -n` never replaces one that another start has made meanwhile.
write_secret() {
  local file=$HF_DATA/secrets/$1 temporary
  shift
  if [[ -e $file ]]; then
    [[ -s $file ]] || die "$file is empty." 'Put it back from a copy of the data folder, or remove it if nothing was stored yet.'
    chmod 0600 -- "$file"
    return 0
  fi
  temporary=$(mktemp "$HF_DATA/secrets/.new.XXXXXXXX")
  printf '%s' "$("$@")" >"$temporary"
  [[ -s $temporary ]] || die "$file could not be written."
  sync -- "$temporary"
  mv -n -- "$temporary" "$file"
  rm -f -- "$temporary"
  sync -- "$HF_DATA/secrets"
}

# A lost key is not replaced by a new one: what it encrypted would be unreadable for good, in silence.
write_irreplaceable_secret() {
  local name=$1 variable=$2
  [[ -z ${!variable-} ]] || return 0
  if [[ ! -e $HF_DATA/secrets/$name && -e $HF_DATA/secrets/host-id ]]; then
    warn "$HF_DATA/secrets/$name is missing. Put it back from your copy or set $variable; no new one is made."
    return 0
  fi
  shift 2
  write_secret "$name" "$@"
}

# host-id comes last: it marks a data folder whose secrets are all made.
ensure_secrets() {
  prepare_data_folder
  local lock
  exec {lock}>>"$HF_DATA/run/secrets.lock"
  flock -w 30 "$lock" || die "Another start is still making the secrets in $HF_DATA."
  write_irreplaceable_secret encryption.key HOLDFAST_ENCRYPTION_KEY random_base64 32
  write_irreplaceable_secret borg.passphrase BORG_PASSPHRASE random_base64 24
  write_secret nextauth.secret random_base64 32
  write_secret database.password random_hex 24
  write_secret host-id cat /proc/sys/kernel/random/uuid
  exec {lock}>&-
}

# True when nothing is left to make; costs no fork.
secrets_present() {
  local name
  for name in host-id database.password nextauth.secret; do
    [[ -s $HF_DATA/secrets/$name ]] || return 1
  done
}
