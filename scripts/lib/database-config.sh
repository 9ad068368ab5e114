# shellcheck shell=bash
# What the embedded MariaDB is started with: account, rights, options.

write_line() {
  printf '%s\n' "$2" >"$1.new"
  mv -f -- "$1.new" "$1"
}

# The account and its rights, at every start: they follow the secret, whatever happened to the server before.
# holdfast_* are scratch schemas, into which dumps are loaded to verify them. Each statement is one line.
database_write_init_file() {
  local password
  password=$(<"$HF_DATA/secrets/database.password")
  [[ $password =~ ^[0-9a-zA-Z]+$ ]] || die "$HF_DATA/secrets/database.password is not a plain word."
  cat >"$DB_RUNTIME/init.sql" <<SQL
CREATE DATABASE IF NOT EXISTS holdfast CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE USER IF NOT EXISTS holdfast@localhost IDENTIFIED BY '$password';
ALTER USER holdfast@localhost IDENTIFIED BY '$password';
GRANT ALL PRIVILEGES ON holdfast.* TO holdfast@localhost;
GRANT ALL PRIVILEGES ON \`holdfast\\_%\`.* TO holdfast@localhost;
SQL
  chown -- "$DB_OWNER" "$DB_RUNTIME/init.sql"
}

# Small (well under 120 MB resident) and durable: every commit is on disk.
database_options() {
  DB_OPTIONS=(
    --no-defaults "--datadir=$DB_MOUNT" "--socket=$DB_RUNTIME/db.sock" "--init-file=$DB_RUNTIME/init.sql"
    "--pid-file=$DB_MOUNT/mariadbd.pid" --skip-networking --skip-name-resolve --skip-log-bin --local-infile=0
    --symbolic-links=0 --default-time-zone=+00:00 --character-set-server=utf8mb4
    --collation-server=utf8mb4_unicode_ci
    "--sql-mode=STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"
    --innodb-flush-log-at-trx-commit=1 --innodb-buffer-pool-size=48M --innodb-log-file-size=16M
    --innodb-log-buffer-size=2M --innodb-buffer-pool-dump-at-shutdown=0 --innodb-buffer-pool-load-at-startup=0
    --performance-schema=0 --key-buffer-size=1M --aria-pagecache-buffer-size=2M --query-cache-type=0
    --query-cache-size=0 --max-connections=60 --thread-cache-size=4 --table-open-cache=200
    --table-definition-cache=200 --tmp-table-size=4M --max-heap-table-size=4M --max-allowed-packet=64M
  )
  ((EUID != 0)) || [[ $DB_ISOLATION != caller ]] || DB_OPTIONS+=(--user=root)
}
