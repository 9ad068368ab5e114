# shellcheck shell=bash
# close_inherited: closes every descriptor above 2, so that a detached process keeps no lock and no pipe of
# whoever started it. 255 is bash's own (the script it reads) and is closed on exec.
close_inherited() {
  local fd
  for fd in /proc/"$BASHPID"/fd/*; do
    fd=${fd##*/}
    if [[ $fd =~ ^[0-9]+$ ]] && ((fd > 2 && fd != 255)); then
      eval "exec $fd>&-"
    fi
  done
}
