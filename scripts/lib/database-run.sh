#!/usr/bin/env bash
# database-run.sh PID_FILE|- ISOLATION DATABASE_FOLDER MOUNT_POINT COMMAND...
# Becomes COMMAND (exec all the way, so the pid written is the server's), with nothing inherited.
# ISOLATION: caller = as we are; user:UID:GID = as that system user, which cannot pass the 0700 data folder:
# the database folder is bound to MOUNT_POINT in a mount namespace that only this process sees.
set -euo pipefail
# shellcheck source=detach.sh
source "${BASH_SOURCE[0]%/*}/detach.sh"
close_inherited
pid_file=$1 isolation=$2 folder=$3 mount_point=$4
shift 4

if [[ $pid_file != - ]]; then
  printf '%s\n' "$$" >"$pid_file.new"
  mv -f -- "$pid_file.new" "$pid_file"
fi
cd /
if [[ $isolation == caller ]]; then
  exec "$@"
fi
IFS=: read -r _ uid gid <<<"$isolation"
# "slave": what is unmounted outside later is let go of in here too.
exec unshare --mount --propagation slave -- bash -c '
  mount --bind -- "$1" "$2" || exit 70
  uid=$3 gid=$4
  shift 4
  exec setpriv --reuid="$uid" --regid="$gid" --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all -- "$@"
' database-run "$folder" "$mount_point" "$uid" "$gid" "$@"
