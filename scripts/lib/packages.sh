# shellcheck shell=bash
# System packages, looked up by the command (or file) they provide. Never mariadb-server: it starts a service.

BASE_PACKAGES=(
  borg:borgbackup restic:restic fusermount3:fuse3 bwrap:bubblewrap zstd:zstd ssh:openssh-client
  mariadb:mariadb-client mariadb-dump:mariadb-client mariadb-admin:mariadb-client
  flock:util-linux setpriv:util-linux unshare:util-linux ionice:util-linux nice:coreutils tar:tar
  /etc/ssl/certs/ca-certificates.crt:ca-certificates
)
DATABASE_PACKAGES=(mariadbd:mariadb-server-core mariadb-install-db:mariadb-server-core)
BROWSER_PACKAGES=(chromium:chromium /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf:fonts-dejavu-core)

provided() {
  if [[ $1 == /* ]]; then [[ -e $1 ]]; else command -v -- "$1" >/dev/null; fi
}

# missing_packages PAIR...: prints each package whose command or file is missing, once.
missing_packages() {
  local pair package seen=' '
  for pair in "$@"; do
    package=${pair#*:}
    [[ $seen == *" $package "* ]] && continue
    provided "${pair%%:*}" && continue
    seen+="$package "
    printf '%s\n' "$package"
  done
}

may_install() { ((EUID == 0)) && command -v apt-get >/dev/null; }

apt_quietly() {
  DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get -q -y -o DPkg::Lock::Timeout=180 \
    -o Dpkg::Use-Pty=0 "$@" >&2
}

known_to_apt() { apt-cache show --no-all-versions -- "$1" >/dev/null 2>&1; }

# Older Ubuntu has mariadb-server-core only with the version in its name.
apt_name() {
  local versioned
  if ! known_to_apt "$1"; then
    versioned=$(apt-cache search --names-only "^$1-[0-9.]+\$" | sort -V | tail -n 1 | cut -d' ' -f1)
    [[ -z $versioned ]] || set -- "$versioned"
  fi
  printf '%s\n' "$1"
}

# The package lists are fetched when they are absent, or when what they name is no longer there.
install_packages() {
  local package names=() updated=false
  if ! known_to_apt "$1"; then
    apt_quietly update || die 'apt-get update failed (see above).' "Install by hand: apt-get install $*"
    updated=true
  fi
  for package in "$@"; do names+=("$(apt_name "$package")"); done
  apt_quietly install --no-install-recommends "${names[@]}" && return 0
  if ! $updated && apt_quietly update && apt_quietly install --no-install-recommends "${names[@]}"; then
    return 0
  fi
  die 'Packages could not be installed (see above).' "Install by hand: apt-get install ${names[*]}"
}

report_missing_packages() {
  local package lines=()
  for package in "$@"; do lines+=("- $package"); done
  if command -v apt-get >/dev/null; then
    lines+=("Install them: sudo apt-get install --no-install-recommends $*")
  else
    lines+=("The names are those of Debian and Ubuntu; install the like of them with this system's package manager.")
  fi
  die 'These packages are missing:' "${lines[@]}"
}

# ensure_packages PAIR...: installs what is missing (root with apt), otherwise names it all at once and stops.
ensure_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]} > 0)) || return 0
  may_install || report_missing_packages "${missing[@]}"
  step "Installing packages: ${missing[*]}"
  install_packages "${missing[@]}"
  hash -r
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]} == 0)) || report_missing_packages "${missing[@]}"
}

# What Holdfast itself needs; the database server only when no DATABASE_URL names another one.
ensure_base_packages() {
  local pairs=("${BASE_PACKAGES[@]}")
  [[ -n ${DATABASE_URL-} ]] || pairs+=("${DATABASE_PACKAGES[@]}")
  ensure_packages "${pairs[@]}" "$@"
}
