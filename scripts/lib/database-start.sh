# shellcheck shell=bash
# Starting the embedded MariaDB: version check, first initialisation, isolation, options, waiting for its answer.

DB_SYSTEM_USER=holdfast-db
# The server gets none of our environment: it may hold passwords.
DB_CLEAN_ENV=(env -i "PATH=$PATH" LC_ALL=C TZ=UTC UMASK=0600 UMASK_DIR=0700 MALLOC_ARENA_MAX=2)

# database_start: returns when the server answers; sets DB_PID and DB_SOCKET. Starts of several are serialised.
database_start() {
  database_is_ready && return 0
  local lock
  exec {lock}>>"$DB_LOCK_FILE"
  flock -w 120 "$lock" || die 'Another start of the database has not finished within two minutes.'
  database_start_locked
  exec {lock}>&-
}

database_start_locked() {
  database_is_ready && database_answers "$DB_SOCKET" && return 0
  database_choose_runtime
  if database_find || database_adopt; then
    database_lost_socket || ! database_await || return 0
    database_end_silent
  fi
  database_refuse_newer
  database_prepare_runtime
  [[ -d $DB_DIR ]] || database_initialise
  database_own_files "$DB_DIR"
  database_spawn
  database_await || database_failed 'did not start'
  database_after_start
}

# A log-out removes the user's runtime folder, with the socket of a server that runs in it.
database_lost_socket() {
  local pid=''
  [[ ! -S $DB_SOCKET && -r $DB_READY_FILE ]] && read -r pid <"$DB_READY_FILE" && [[ $pid == "$DB_PID" ]]
}

# A server that runs and cannot be reached is of no use; only a restart helps.
database_end_silent() {
  database_find || return 0
  local pid=$DB_PID socket=$DB_SOCKET
  kill -TERM "$pid" 2>/dev/null || true
  database_wait_gone "$pid" "$socket" 60 || database_failed 'does not answer and does not stop'
}

# The socket's folder must be short (107 bytes for the whole path), which a data folder deep in a checkout is not.
database_choose_runtime() {
  local hash base
  hash=$(printf '%s' "$(cd -P -- "$HF_DATA" && pwd -P)" | sha256sum)
  hash=${hash:0:8}
  for base in "/run/holdfast-$hash" "${XDG_RUNTIME_DIR:-/tmp}/holdfast-$EUID-$hash" "/tmp/holdfast-$EUID-$hash"; do
    [[ $base != /run/holdfast-* || $EUID == 0 ]] || continue
    [[ -w ${base%/*} && $(printf '%s' "$base/db.sock" | wc -c) -le 107 ]] || continue
    DB_RUNTIME=$base
    return 0
  done
  die "No folder for the database's socket: neither /run nor \$XDG_RUNTIME_DIR nor /tmp can be written to."
}

# Finds a running server whose pid file was lost. One that still works in a folder that was deleted or moved away,
# with a socket of the same name, is ended: its data and its password are not ours.
database_adopt() {
  local entry
  for entry in /proc/[0-9]*; do
    is_our_server "${entry#/proc/}" "$DB_RUNTIME/db.sock" || continue
    if [[ ! $entry/cwd -ef $DB_DIR ]]; then
      kill -TERM "${entry#/proc/}" 2>/dev/null || true
      database_wait_gone "${entry#/proc/}" "$DB_RUNTIME/db.sock" 60 || database_failed 'of a deleted folder does not stop'
      continue
    fi
    DB_PID=${entry#/proc/} DB_SOCKET=$DB_RUNTIME/db.sock
    printf '%s\n' "$DB_PID" >"$DB_PID_FILE"
    printf '%s\n' "$DB_SOCKET" >"$DB_SOCKET_FILE"
    return 0
  done
  return 1
}

# Prints "10.11.6" of "mariadbd  Ver 10.11.6-MariaDB-… for …".
database_server_version() {
  local words
  read -r -a words <<<"$(mariadbd --no-defaults --version)"
  [[ ${words[2]-} =~ ^([0-9]+\.[0-9]+\.[0-9]+) ]] || die 'The version of mariadbd cannot be read.'
  printf '%s\n' "${BASH_REMATCH[1]}"
}

# release_number X.Y.Z: a number that orders by major and minor version.
release_number() {
  local major minor
  IFS=. read -r major minor _ <<<"$1"
  printf '%s\n' $((major * 1000 + minor))
}

database_refuse_newer() {
  command -v mariadbd >/dev/null || die 'MariaDB (mariadbd) is missing.' 'npm run up installs it or names the package.'
  DB_VERSION=$(database_server_version)
  DB_UPGRADE=false
  [[ -s $DB_VERSION_FILE ]] || return 0
  local stored
  read -r stored <"$DB_VERSION_FILE" || true
  if (($(release_number "$stored") > $(release_number "$DB_VERSION"))); then
    die "The database in $DB_DIR was written by MariaDB $stored; this machine has the older $DB_VERSION." \
      'An older server would damage it. Install that version or a later one.'
  fi
  (($(release_number "$stored") == $(release_number "$DB_VERSION"))) || DB_UPGRADE=true
}

# Makes the socket's folder and decides as whom the server runs (DB_ISOLATION, DB_OWNER, DB_MOUNT).
database_prepare_runtime() {
  [[ ! -L $DB_RUNTIME ]] || die "$DB_RUNTIME is a symbolic link; somebody else may have put it there."
  [[ -d $DB_RUNTIME ]] || mkdir -m 0700 -- "$DB_RUNTIME"
  [[ -O $DB_RUNTIME || $EUID == 0 ]] || die "$DB_RUNTIME belongs to another user."
  DB_ISOLATION=caller DB_MOUNT=$DB_DIR DB_OWNER=$EUID:$(id -g)
  ((EUID != 0)) || database_isolate
  chown -- "$DB_OWNER" "$DB_RUNTIME"
  chmod 0700 -- "$DB_RUNTIME"
  rm -f -- "$DB_RUNTIME/db.sock"
}

# As root the server gets a user of its own. Where the kernel refuses (an unprivileged container) it runs as root.
database_isolate() {
  local ids probe
  id -u "$DB_SYSTEM_USER" >/dev/null 2>&1 ||
    useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin \
      "$DB_SYSTEM_USER" >>"$DB_LOG" 2>&1 || true
  probe=$DB_RUNTIME/db
  [[ -d $probe ]] || mkdir -m 0700 -- "$probe"
  if ids=$(id -u "$DB_SYSTEM_USER" 2>/dev/null):$(id -g "$DB_SYSTEM_USER" 2>/dev/null) && [[ $ids == *[0-9]:[0-9]* ]] &&
    bash "$HF_LIB/database-run.sh" - "user:$ids" "$HF_DATA/run" "$probe" true >>"$DB_LOG" 2>&1; then
    DB_ISOLATION=user:$ids DB_OWNER=$ids DB_MOUNT=$probe
    return 0
  fi
  warn 'No mount namespace or system user here: the embedded database runs as root.'
  rmdir -- "$probe"
}

# Files of an earlier start under another user (root or not) are handed over.
database_own_files() {
  [[ $EUID == 0 ]] || return 0
  local stranger
  stranger=$(find "$1" ! -uid "${DB_OWNER%:*}" -print -quit)
  [[ -z $stranger ]] || chown -hR -- "$DB_OWNER" "$1"
}

# Runs a command as the server's user with the database folder FOLDER in its place, and a bare environment.
database_exec() {
  local folder=$1
  shift
  "${DB_CLEAN_ENV[@]}" bash "$HF_LIB/database-run.sh" - "$DB_ISOLATION" "$folder" "$DB_MOUNT" "$@"
}

# Into a folder beside, which takes its name only when complete: a half initialisation is never started.
database_initialise() {
  local fresh=$DB_DIR.new mount=$DB_MOUNT
  step 'Creating the embedded database'
  rm -rf -- "$fresh"
  mkdir -m 0700 -- "$fresh"
  chown -- "$DB_OWNER" "$fresh"
  [[ $DB_ISOLATION != caller ]] || mount=$fresh
  local options=(
    --no-defaults --auth-root-authentication-method=socket "--auth-root-socket-user=$(id -un)" --skip-test-db
    --skip-name-resolve "--datadir=$mount" --innodb-log-file-size=16M --innodb-buffer-pool-size=16M
  )
  ((EUID != 0)) || [[ $DB_ISOLATION != caller ]] || options+=(--user=root)
  database_exec "$fresh" mariadb-install-db "${options[@]}" >>"$DB_LOG" 2>&1 </dev/null ||
    database_failed 'could not be created'
  sync -f -- "$fresh"
  mv -T -- "$fresh" "$DB_DIR"
  write_line "$DB_VERSION_FILE" "$DB_VERSION"
}

database_spawn() {
  local size
  size=$(stat -c %s -- "$DB_LOG" 2>/dev/null || echo 0)
  ((size < 5000000)) || mv -f -- "$DB_LOG" "$DB_LOG.1"
  rm -f -- "$DB_READY_FILE" "$DB_PID_FILE"
  database_write_init_file
  database_options
  write_line "$DB_SOCKET_FILE" "$DB_RUNTIME/db.sock"
  setsid --fork "${DB_CLEAN_ENV[@]}" bash "$HF_LIB/database-run.sh" \
    "$DB_PID_FILE" "$DB_ISOLATION" "$DB_DIR" "$DB_MOUNT" \
    mariadbd "${DB_OPTIONS[@]}" </dev/null >>"$DB_LOG" 2>&1
  local tries=0
  while [[ ! -s $DB_PID_FILE ]]; do
    (((tries += 1) < 200)) || database_failed 'could not be started'
    sleep 0.02
  done
}

# Any answer will do: without an account on it the ping is refused, which is an answer too.
database_answers() {
  [[ -S $1 ]] && mariadb-admin --no-defaults --connect-timeout=2 "--socket=$1" ping >/dev/null 2>&1
}

# Waits up to 180 s (a slow disk recovers slowly) for the answer of the server that database_find finds; 1 when it ended or stays silent.
database_await() {
  local deadline=$((SECONDS + 180))
  while ((SECONDS < deadline)); do
    # A second look: while the kernel swaps programs in an exec, the command line reads as empty for a moment.
    database_find || { sleep 0.2 && database_find; } || return 1
    if database_answers "$DB_SOCKET"; then
      rm -f -- "${DB_SOCKET%/*}/init.sql"
      write_line "$DB_READY_FILE" "$DB_PID"
      return 0
    fi
    sleep 0.05
  done
  return 1
}

database_after_start() {
  if $DB_UPGRADE; then
    step "Upgrading the embedded database to MariaDB $DB_VERSION"
    mariadb-upgrade --no-defaults "--socket=$DB_SOCKET" >>"$DB_LOG" 2>&1 ||
      warn "mariadb-upgrade reported problems, see $DB_LOG."
  fi
  write_line "$DB_VERSION_FILE" "$DB_VERSION"
}

database_failed() {
  local lines
  mapfile -t lines < <(tail -n 15 -- "$DB_LOG" 2>/dev/null)
  die "The embedded database $1. The end of $DB_LOG:" "${lines[@]}"
}
