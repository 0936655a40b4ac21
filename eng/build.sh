# Sourced by ./leat and ./test: finds the SDK and builds quietly. Expects $root, the top folder of the repository.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

# Everything that affects the build. Directories count too, because their time changes when a file is removed; of ui/ only those that the build
# does not write into.
sources() {
  find "$root"/src "$root"/ui/src "$root"/ui/public "$root"/ui/build "$root"/ui/index.html "$root"/ui/*.json "$root"/ui/vite.config.ts \
    "$root"/eng "$root"/Directory.*.props "$root"/Directory.*.targets "$root"/global.json \
    \( -name bin -o -name obj \) -prune -o -newer "$1" -print -quit
}

require_sdk() {
  local wanted=10
  if ! command -v dotnet >/dev/null; then
    echo "Leat needs the .NET $wanted SDK, and 'dotnet' is not on the PATH: https://dotnet.microsoft.com/download" >&2
    exit 1
  fi
  # grep reads to the end: -q may close the pipe early, which pipefail would report as a failure.
  if ! dotnet --list-sdks | grep -E "^$wanted\." >/dev/null; then
    echo "Leat needs the .NET $wanted SDK; here there is: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ' -)." \
      "See https://dotnet.microsoft.com/download" >&2
    exit 1
  fi
}

# build PROJECT: in Release, showing output only on failure. Runs in the top folder, where global.json is found.
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

# Runs a build and records the time it started: an edit during the build counts as newer.
build_marked() {
  local project
  for project in "$root"/src/*/; do mkdir -p "$project/bin" "$project/obj"; done
  mkdir -p "$root/.build"
  touch "$root/.build/started"
  build "$1" && mv "$root/.build/started" "$root/.build/built"
}
