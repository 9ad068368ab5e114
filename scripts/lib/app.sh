# shellcheck shell=bash
# Running the app in the foreground: its lock, its start, its health, its end.

# One app per data folder and role; the server inherits the lock, so that it lasts as long as the server does.
APP_LOCK_FD=''
# A fifth less memory: a smaller young generation, and the query compiler without its second compilation.
# shellcheck disable=SC2034
SERVER_FLAGS=(--max-semi-space-size=4 --liftoff-only)
SERVER_PID=''
STOP_REQUESTED=false

app_role() { [[ ${HOLDFAST_ROLE-} == worker ]] && printf 'worker\n' || printf 'app\n'; }

app_lock() {
  local holder=''
  APP_LOCK_FILE=$HF_DATA/run/$(app_role).lock
  exec {APP_LOCK_FD}>>"$APP_LOCK_FILE"
  if ! flock -n "$APP_LOCK_FD"; then
    read -r holder <"$APP_LOCK_FILE" || true
    die -75 "Holdfast is already running on $HF_DATA (pid ${holder:-unknown})." \
      'Stop that one first, or set HOLDFAST_DATA_DIR and PORT for a second one.'
  fi
  printf '%s\n' "$$" >"$APP_LOCK_FILE"
}

# Where we can reach the listening address from here.
app_host() {
  case ${HOST:-127.0.0.1} in
    0.0.0.0) printf '127.0.0.1\n' ;;
    :: | '[::]') printf '::1\n' ;;
    *) printf '%s\n' "${HOST:-127.0.0.1}" ;;
  esac
}
app_port() { printf '%s\n' "${PORT:-3000}"; }
app_url() {
  local host
  host=$(app_host)
  [[ $host != *:* ]] || host="[$host]"
  printf 'http://%s:%s\n' "$host" "$(app_port)"
}

check_port() {
  local port
  port=$(app_port)
  if [[ ! $port =~ ^[0-9]{1,5}$ ]] || ((10#$port < 1 || 10#$port > 65535)); then
    die -2 "PORT is not a port number: $port"
  fi
  if (exec 3<>"/dev/tcp/$(app_host)/$port") 2>/dev/null; then
    die "Port $port is already in use." 'Stop what listens there, or choose another one: PORT=3001 npm run up'
  fi
}

# True when GET /api/health answers 200. In a subshell with a time limit of its own.
app_is_healthy() (
  local line=''
  exec 3<>"/dev/tcp/$(app_host)/$(app_port)" || exit 1
  printf 'GET /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
  read -r -t 15 line <&3 || exit 1
  [[ $line == HTTP/1.?' 200'* ]]
) 2>/dev/null

# Starts COMMAND as a child. From here on a signal is a wish to stop, which app_wait fulfils.
app_start() {
  trap 'STOP_REQUESTED=true' INT TERM HUP
  (cd -- "$HF_ROOT" && exec "$@") &
  SERVER_PID=$!
  printf '%s\n' "$SERVER_PID" >"$APP_LOCK_FILE"
}

server_is_alive() { kill -0 "$SERVER_PID" 2>/dev/null; }

# Waits for the health check; 1 when the server ended or was told to stop, dies after 120 s.
app_await_healthy() {
  local deadline=$((SECONDS + 120))
  while server_is_alive && ! $STOP_REQUESTED; do
    ! app_is_healthy || return 0
    ((SECONDS < deadline)) || { warn 'The server does not answer /api/health after two minutes.' && return 1; }
    sleep 0.1
  done
  return 1
}

# Ends the server: SIGTERM, ten seconds, SIGKILL, that one process only.
app_stop() {
  [[ -n $SERVER_PID ]] || return 0
  local tries=0
  kill -TERM "$SERVER_PID" 2>/dev/null || true
  while server_is_alive; do
    if (((tries += 1) > 100)); then
      warn 'The server did not stop within ten seconds and is killed.'
      kill -KILL "$SERVER_PID" 2>/dev/null || true
      break
    fi
    sleep 0.1
  done
  SERVER_PID=''
}

# Waits until the server ends or we are told to stop; exits 0 after a wish to stop, else with the server's code.
app_wait() {
  local code=0
  while server_is_alive && ! $STOP_REQUESTED; do
    wait "$SERVER_PID" && code=0 || code=$?
  done
  if $STOP_REQUESTED; then
    step 'Stopping'
    app_stop
    exit 0
  fi
  wait "$SERVER_PID" 2>/dev/null && code=0 || code=$?
  warn "The server ended by itself (exit code $code)."
  exit $((code == 0 ? 1 : code))
}

holdfast_cli() { (cd -- "$HF_ROOT" && node build/holdfast.mjs "$@"); }

# The database under our lease, given back however we end.
app_use_database() {
  [[ -z ${DATABASE_URL-} ]] || return 0
  database_layout
  database_take_lease
  trap 'app_stop; database_leave' EXIT
  trap true PIPE
  database_start
}

# The part that up, start and dev share. $1 is "demo" or "", the rest is the server's command.
app_run() {
  local demo=$1 url
  shift
  # Before the server: a port that answers could be somebody else's.
  [[ $(app_role) == worker ]] || check_port
  app_use_database
  step 'Migrating the database'
  holdfast_cli migrate >&2 || die 'The migration failed (see above).'
  if [[ $(app_role) == worker ]]; then
    app_start node build/holdfast.mjs worker
    say 'Holdfast worker runs (no pages; HOLDFAST_ROLE=worker).'
    app_wait
  fi
  app_start "$@"
  app_await_healthy || app_wait
  say "Holdfast runs at $(app_url)"
  [[ -z $demo ]] || app_demo
  url=$(holdfast_cli setup-link) || url=''
  [[ -z $url ]] || say "Set up the first account (one-time link): $url"
  app_wait
}

app_demo() {
  step 'Preparing the demo data'
  holdfast_cli demo >&2 || warn 'The demo data could not be prepared (see above); Holdfast runs without it.'
}
