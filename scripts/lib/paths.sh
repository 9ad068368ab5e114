# shellcheck shell=bash
# Where things are: the checkout, the data folder, the .env file. No forks here, the CLI's fast path uses it.

# Daemons live in sbin, which is not on the PATH of an ordinary user.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export PATH
export NEXT_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1 PRISMA_HIDE_UPDATE_MESSAGE=1

HF_LIB=$(cd -P -- "${BASH_SOURCE[0]%/*}" && pwd -P)
HF_ROOT=${HF_LIB%/scripts/lib}

# parse_env_value TEXT: sets REPLY. Quotes are taken off; an unquoted " #" starts a comment.
parse_env_value() {
  REPLY=$1
  case $REPLY in
    \"*\"*) REPLY=${REPLY#\"} REPLY=${REPLY%%\"*} ;;
    \'*\'*) REPLY=${REPLY#\'} REPLY=${REPLY%%\'*} ;;
    \#*) REPLY='' ;;
    *)
      REPLY=${REPLY%%[[:space:]]#*}
      REPLY=${REPLY%"${REPLY##*[![:space:]]}"}
      ;;
  esac
}

# load_env_file FILE: exports KEY=VALUE lines. Nothing is evaluated; what the caller already set wins.
load_env_file() {
  local file=$1 line name number=0
  [[ -f $file ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    line=${line%$'\r'}
    line=${line#"${line%%[![:space:]]*}"}
    [[ -n $line && $line != \#* ]] || continue
    line=${line#export }
    [[ $line =~ ^([A-Za-z_][A-Za-z0-9_]*)[[:space:]]*=[[:space:]]*(.*)$ ]] ||
      die "$file, line $number is not of the form NAME=value."
    name=${BASH_REMATCH[1]}
    parse_env_value "${BASH_REMATCH[2]}"
    [[ -z $REPLY || -v $name ]] || export "$name=$REPLY"
  done <"$file"
}

# Reads .env, makes new files private, and fixes the data folder's absolute path; a relative one is relative to the checkout, so that
# cron, npm and a shell in another folder all mean the same place.
load_settings() {
  umask 077
  load_env_file "$HF_ROOT/.env"
  HF_DATA=${HOLDFAST_DATA_DIR:-data}
  [[ $HF_DATA == /* ]] || HF_DATA=$HF_ROOT/${HF_DATA#./}
  HF_DATA=${HF_DATA%/}
  [[ -n $HF_DATA ]] || die -2 'HOLDFAST_DATA_DIR must not be the root folder.'
  # The application is told both, because its working directory may be any folder.
  export HOLDFAST_DATA_DIR=$HF_DATA HOLDFAST_HOME=$HF_ROOT
}

# Only an empty folder, or one that is ours already, is taken: the mode of somebody else's folder is not changed.
refuse_foreign_folder() {
  local entry
  [[ -d $HF_DATA/secrets ]] && return 0
  for entry in "$HF_DATA"/* "$HF_DATA"/.[!.]*; do
    [[ -e $entry || -L $entry ]] || continue
    case ${entry##*/} in
      database | database.* | run | logs | cache | spool | tmp | backups | borg | lost+found | .gitkeep) ;;
      *) die "The data folder $HF_DATA is in use for something else (it holds ${entry##*/})." \
        'Set HOLDFAST_DATA_DIR to an empty or new folder.' ;;
    esac
  done
}

# Creates the data folder and its fixed subfolders, all 0700 (load_settings has set the umask).
prepare_data_folder() {
  local name
  refuse_foreign_folder
  mkdir -p -- "$HF_DATA" || die "The data folder $HF_DATA cannot be created."
  # A folder that was bind-mounted or made beforehand for root may still have its maker's owner.
  [[ -O $HF_DATA || $EUID != 0 || -d $HF_DATA/secrets ]] || chown 0:0 -- "$HF_DATA"
  [[ -O $HF_DATA && -w $HF_DATA ]] ||
    die "The data folder $HF_DATA belongs to another user." 'Run as that user, or set HOLDFAST_DATA_DIR.'
  chmod 0700 -- "$HF_DATA"
  for name in secrets run logs cache spool tmp; do
    mkdir -p -- "$HF_DATA/$name"
    chmod 0700 -- "$HF_DATA/$name"
  done
}
