# shellcheck shell=bash
# The stages of scripts/test. Each adds to the three counts; a stage that could not run counts as one failure.

PASSED=0 FAILED=0 SKIPPED=0

# stage_command NAME COMMAND...: one test that passes when the command does.
stage_command() {
  local name=$1
  shift
  step "$name"
  if (cd -- "$HF_ROOT" && "$@"); then
    PASSED=$((PASSED + 1))
  else
    warn "$name failed"
    FAILED=$((FAILED + 1))
  fi
}

# read_counts FILE: prints "passed failed skipped" of a vitest JSON report, nothing when there is none.
# A test file that did not even load has no failed test of its own and counts as one.
read_counts() {
  [[ -s $1 ]] || return 0
  node -e '
    const report = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
    const broken = report.testResults.filter((file) => file.status === "failed" &&
      !file.assertionResults.some((test) => test.status === "failed")).length;
    const skipped = report.numPendingTests + (report.numTodoTests ?? 0);
    console.log(report.numPassedTests, report.numFailedTests + broken, skipped);
  ' "$1"
}

# stage_vitest NAME PROJECT...: runs vitest projects and adds their counts.
stage_vitest() {
  local name=$1 report=$REPORTS/$1.json code=0 passed='' failed=0 skipped=0 project projects=()
  shift
  for project in "$@"; do projects+=(--project "$project"); done
  step "$name"
  (cd -- "$HF_ROOT" && node_modules/.bin/vitest run "${projects[@]}" --reporter=default --reporter=json \
    "--outputFile.json=$report") || code=$?
  read -r passed failed skipped <<<"$(read_counts "$report")" || true
  failed=${failed:-0}
  # A crash, an unhandled error, or nothing to run: the report does not show it, the exit code does.
  ((code == 0 || failed > 0)) || failed=1
  ((${passed:-0} + failed + ${skipped:-0} > 0)) || failed=1
  ((failed == 0)) || warn "$name failed"
  PASSED=$((PASSED + ${passed:-0})) FAILED=$((FAILED + failed)) SKIPPED=$((SKIPPED + ${skipped:-0}))
}

run_stage() {
  case $1 in
    lint) stage_command lint node_modules/.bin/biome check . ;;
    typecheck) stage_command typecheck node_modules/.bin/tsc --noEmit ;;
    unit) stage_vitest unit unit architecture ;;
    integration) stage_vitest integration contract integration ;;
    e2e) stage_vitest e2e e2e ;;
  esac
}

# The last line of the run. Nothing run is a failure too.
print_counts() {
  local line="$PASSED passed, $FAILED failed"
  ((SKIPPED == 0)) || line+=", $SKIPPED skipped"
  say "$line"
  ((FAILED == 0 && PASSED > 0))
}
