#!/usr/bin/env bash
# Measures a large file up and down, and many small files, through a server to S3 (OpenStack Swift) and Azure (Azurite), each against the service's
# own library without the server in the same run; prints ratios of throughput, and the peak memory of the server's process.
# usage: bench/artifact-stores.sh [MiB, default 2048] [files, default 10000]
# Build the solution first, and run ./test Artifacts.AzureBlob once, which installs the emulator.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
export LEAT_BENCH_MIB=${1:-2048} LEAT_BENCH_FILES=${2:-10000}
for store in S3 AzureBlob; do
  echo "$store"
  program=$root/tests/Leat.Artifacts.$store.Tests/bin/Release/net10.0/Leat.Artifacts.$store.Tests.dll
  dotnet "$program" -noColor -noLogo -explicit only -showLiveOutput -method '*Figures_of_*' | sed -n 's/.*\[OUTPUT\] /  /p; /\[SKIP\]/{n;s/^ */  skipped: /p}; /\[FAIL\]/,$p'
done
