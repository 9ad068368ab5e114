# shellcheck shell=bash
# shellcheck source-path=SCRIPTDIR
# Everything the thick scripts use. bin/holdfast sources only what its fast path needs.
source "${BASH_SOURCE[0]%/*}/log.sh"
source "${BASH_SOURCE[0]%/*}/paths.sh"
source "$HF_LIB/packages.sh"
source "$HF_LIB/node.sh"
source "$HF_LIB/secrets.sh"
source "$HF_LIB/database.sh"
source "$HF_LIB/database-config.sh"
source "$HF_LIB/database-start.sh"
source "$HF_LIB/app.sh"
source "$HF_LIB/build.sh"
