#!/usr/bin/env bash
# database-watch.sh DATA_FOLDER: waits until nobody uses the embedded database, then stops it. Runs detached.
# shellcheck source-path=SCRIPTDIR
set -euo pipefail
lib=$(cd -P -- "${BASH_SOURCE[0]%/*}" && pwd -P)
source "$lib/detach.sh"
close_inherited
source "$lib/log.sh"
source "$lib/paths.sh"
source "$lib/database.sh"
cd /
HF_DATA=$1
database_layout

# A following command within this many seconds finds the database still up.
GRACE=3

exec {watcher}>>"$HF_DATA/run/database.watch"
flock -n "$watcher" || exit 0
exec {lease}>>"$DB_LEASE_FILE"
while [[ -d $HF_DATA/run ]]; do
  flock "$lease"
  flock -u "$lease"
  sleep "$GRACE"
  flock -n "$lease" || continue
  # Given back before the lease: whoever starts the database after us can have a watcher of its own.
  exec {watcher}>&-
  database_stop
  exit 0
done
