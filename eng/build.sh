# Sourced by ./leat and ./test: finds the SDK and builds quietly. Expects $root, the top of the repository.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

# Whatever may change what is built; a directory counts too, because its time changes when a file goes away.
sources() {
  find "$root"/src "$root"/eng "$root"/Directory.*.props "$root"/Directory.*.targets "$root"/global.json \
    \( -name bin -o -name obj \) -prune -o -newer "$1" -print -quit
}

require_sdk() {
  local wanted=10
  if ! command -v dotnet >/dev/null; then
    echo "Leat needs the .NET $wanted SDK, and 'dotnet' is not on the PATH: https://dotnet.microsoft.com/download" >&2
    exit 1
  fi
  # grep reads to the end: with -q it may close the pipe early, and pipefail would take that for a failure.
  if ! dotnet --list-sdks | grep -E "^$wanted\." >/dev/null; then
    echo "Leat needs the .NET $wanted SDK; here there is: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ' -)." \
      "See https://dotnet.microsoft.com/download" >&2
    exit 1
  fi
}

# build PROJECT: in Release, its output shown only when it fails. Runs at the top, where global.json is found.
build() {
  local log
  log=$(mktemp)
  if ! (cd "$root" && dotnet build "$1" -c Release -v:quiet -nologo -nodeReuse:false -tl:off) </dev/null >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    echo "The build failed." >&2
    return 1
  fi
  rm -f "$log"
}

# Runs a build and marks what it was built from, as of its start: an edit during the build counts as newer.
build_marked() {
  local project
  for project in "$root"/src/*/; do mkdir -p "$project/bin" "$project/obj"; done
  mkdir -p "$root/.build"
  touch "$root/.build/started"
  build "$1" && mv "$root/.build/started" "$root/.build/built"
}
