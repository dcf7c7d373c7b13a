#!/usr/bin/env bash
# Coverage-guided fuzzing of the readers by afl++ (Debian's package afl++) and SharpFuzz, for a number of seconds each:
#   fuzz.sh 600 [folder for what is found]
# The corpus is networks/ and the malformed files of the tests; tables, archives, SONATA files (if Debian's python3-h5py is installed) and
# snapshots begin with small ones. Ends with 1 if something was found.
set -euo pipefail
seconds=${1:-600}
here=$(cd "$(dirname "$0")" && pwd)
work=$(realpath -m "${2:-$(mktemp -d)}")
mkdir -p "$work"
command -v afl-fuzz > /dev/null || { echo "afl-fuzz is not installed (Debian's package afl++)" >&2; exit 2; }

dotnet build "$here" -c Release -v quiet -nologo -p:RunAnalyzers=false --artifacts-path "$work/build"
program=$work/build/bin/Fuzzing/release
dotnet tool list --tool-path "$work/tools" 2> /dev/null | grep -q sharpfuzz || dotnet tool install SharpFuzz.CommandLine --tool-path "$work/tools"
mkdir -p "$work/descriptions" "$work/tables" "$work/snapshots"
dotnet "$program/Fuzzing.dll" seed "$work/snapshots/cell"
"$work/tools/sharpfuzz" "$program/Simulator.dll"

find "$here/../../networks" -maxdepth 2 -name '*.json' -size -6k ! -name '*schema.json' -exec cp --backup=numbered {} "$work/descriptions" \;
find "$here/../Engine/Malformed" -name '*.json' -size -2k -exec cp {} "$work/descriptions" \;
printf 'population,time_s,neuron\na,0,1\na,0.5,2\n"b, c",1,3\n' > "$work/tables/groups.csv"
printf 'time_s,neuron\n0,1\n1e-3,2\n' > "$work/tables/plain.csv"
python3 - "$work/tables/arrays.npz" << 'PY'
import struct, sys, zipfile
def npy(kind, values, form):
    header = "{'descr': '%s', 'fortran_order': False, 'shape': (%d,), }" % (kind, len(values))
    header = header + " " * (63 - (10 + len(header)) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + struct.pack("<%d%s" % (len(values), form), *values)
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    archive.writestr("a_time_s.npy", npy("<f8", [0.0, 0.1], "d"))
    archive.writestr("a_neuron.npy", npy("<i4", [0, 1], "i"))
PY
/usr/bin/python3 - "$work/tables/sonata.h5" << 'PY' || echo "without SONATA files: h5py is not installed (Debian's python3-h5py)"
import h5py, sys
with h5py.File(sys.argv[1], "w") as file:
    file["/spikes/a/timestamps"] = [0.5, 1.5]
    file["/spikes/a/node_ids"] = [0, 1]
PY

export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1
found=0
for kind in descriptions tables snapshots; do
    afl-fuzz -i "$work/$kind" -o "$work/found-$kind" -t 10000 -m none -V "$seconds" -- dotnet "$program/Fuzzing.dll" "$kind" > "$work/$kind.log" 2>&1 || { tail "$work/$kind.log"; exit 2; }
    grep -E 'execs_done|execs_per_sec|corpus_count|saved_crashes|saved_hangs|edges_found' "$work/found-$kind/default/fuzzer_stats" | sed "s/^/$kind: /"
    found=$((found + $(find "$work/found-$kind/default/crashes" "$work/found-$kind/default/hangs" -name 'id*' | wc -l)))
done
echo "$found files were found, in $work"
[ "$found" -eq 0 ]
