# shellcheck shell=bash
# The embedded MariaDB: where it is, whether it runs, how it is left and stopped. Starting is in database-start.sh.
#
# Everybody who uses it holds a shared flock on run/database.lease. Whoever gets that lock exclusively knows
# that nobody is left and may stop the server. The server itself never holds it.

database_layout() {
  DB_DIR=$HF_DATA/database
  DB_LOG=$HF_DATA/logs/mariadb.log
  DB_PID_FILE=$HF_DATA/run/database.pid
  DB_READY_FILE=$HF_DATA/run/database.ready
  DB_SOCKET_FILE=$HF_DATA/run/database.socket-path
  DB_LEASE_FILE=$HF_DATA/run/database.lease
  DB_LOCK_FILE=$HF_DATA/run/database.lock
  DB_VERSION_FILE=$HF_DATA/database.version
}

# is_our_server PID SOCKET: a pid number may have been reused, so the process must carry the init file of
# exactly this socket among its arguments. A zombie has no arguments left.
is_our_server() {
  local argument
  [[ $1 =~ ^[1-9][0-9]*$ && $2 == /* && -r /proc/$1/cmdline ]] || return 1
  while IFS= read -r -d '' argument; do
    [[ $argument != "--init-file=${2%/*}/init.sql" ]] || return 0
  done 2>/dev/null <"/proc/$1/cmdline"
  return 1
}

# Sets DB_PID and DB_SOCKET when the server of this data folder runs (it may not answer yet). No forks.
database_find() {
  DB_PID='' DB_SOCKET=''
  local pid='' socket=''
  [[ -r $DB_PID_FILE && -r $DB_SOCKET_FILE ]] || return 1
  read -r pid <"$DB_PID_FILE" || true
  read -r socket <"$DB_SOCKET_FILE" || true
  is_our_server "$pid" "$socket" || return 1
  DB_PID=$pid DB_SOCKET=$socket
}

# True when the server runs and has answered since it was started. No forks.
database_is_ready() {
  local pid=''
  database_find && [[ -S $DB_SOCKET && -r $DB_READY_FILE ]] || return 1
  read -r pid <"$DB_READY_FILE" || true
  [[ $pid == "$DB_PID" ]]
}

# Takes a shared lease on a new descriptor, DB_LEASE_FD; it lasts as long as any process that inherits it.
database_take_lease() {
  exec {DB_LEASE_FD}>>"$DB_LEASE_FILE" || die "$DB_LEASE_FILE cannot be opened."
  flock -s -w 120 "$DB_LEASE_FD" || die 'The database is still being stopped. Try again in a minute.'
}
database_drop_lease() { exec {DB_LEASE_FD}>&-; }

# Waits until the server has gone, up to SECONDS.
database_wait_gone() {
  local pid=$1 socket=$2 deadline=$((SECONDS + $3))
  while is_our_server "$pid" "$socket"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.05
  done
}

# Stops the server of this data folder if it runs. SIGTERM only: a killed server has to recover on its next start.
database_stop() {
  local lock
  exec {lock}>>"$DB_LOCK_FILE"
  flock -w 120 "$lock" || die 'The database is still being started or stopped.'
  if database_find; then
    local pid=$DB_PID socket=$DB_SOCKET
    rm -f -- "$DB_READY_FILE"
    kill -TERM "$pid" 2>/dev/null || true
    if database_wait_gone "$pid" "$socket" 60; then
      rm -f -- "$DB_PID_FILE" "$DB_SOCKET_FILE"
      database_remove_runtime "${socket%/*}"
    else
      warn "The database (pid $pid) is still writing after 60 seconds; it ends on its own."
    fi
  else
    database_forget_dead
  fi
  exec {lock}>&-
}

# What a killed server, or one that never came up, has left.
database_forget_dead() {
  local socket=''
  [[ -r $DB_SOCKET_FILE ]] || return 0
  read -r socket <"$DB_SOCKET_FILE" || true
  rm -f -- "$DB_READY_FILE" "$DB_PID_FILE" "$DB_SOCKET_FILE"
  [[ $socket != /*/holdfast-*/db.sock ]] || database_remove_runtime "${socket%/*}"
}

# Removes the socket's folder; only names that are ours, so that a wrong path cannot do harm.
database_remove_runtime() {
  rm -f -- "$1/db.sock" "$1/init.sql"
  rmdir -- "$1/db" "$1" 2>/dev/null || true
}

# Stops the server unless somebody holds the lease. Returns 1 when somebody does.
database_stop_if_idle() {
  local fd
  exec {fd}>>"$DB_LEASE_FILE"
  if ! flock -n "$fd"; then
    exec {fd}>&-
    return 1
  fi
  database_stop
  exec {fd}>&-
}

# The end of `up` and its like: gives the lease back and stops the server, or leaves a watcher that does it
# when the last user (a backup that is still running) has gone.
database_leave() {
  database_drop_lease
  database_stop_if_idle && return 0
  step 'The database stays up for a job that is still running, and stops after it.'
  database_watch
}

# Starts the detached watcher; a second one ends at once.
database_watch() {
  setsid --fork bash "$HF_LIB/database-watch.sh" "$HF_DATA" </dev/null >>"$DB_LOG" 2>&1
}
