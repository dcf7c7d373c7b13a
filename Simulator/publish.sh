#!/usr/bin/env bash
# Makes what is released, in the folder "released" or the one that is named:
#   spiking-VERSION-PLATFORM.tar.gz or .zip   the program as a single file, with the experiments beside it
#   Spiking.*.nupkg                           the program as a .NET tool: a package for each platform, and one that refers to them
#   Spiking.Library.*.nupkg                   the library for programs in C#
# The version is that of the tag vVERSION of the commit; a commit without such a tag gets the version of a build on the way to the next release.
set -euo pipefail
folder=$(realpath -m "${1:-released}")
platforms=${PLATFORMS:-linux-x64 win-x64 osx-arm64}
cd "$(dirname "$0")/.."

if tag=$(git describe --tags --exact-match --match 'v[0-9]*' 2> /dev/null); then
    version=${tag#v}
else
    version=$(sed -n 's/.*<VersionPrefix>\(.*\)<.*/\1/p' Directory.Build.props)-dev.$(git rev-list --count HEAD)
fi
if [ -n "$(git status --porcelain)" ]; then echo "There are changes that are in no commit, so the program could not say what it was made of." >&2; exit 1; fi
if [ -e "$folder" ]; then echo "$folder is there already; nothing was overwritten." >&2; exit 1; fi
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
common=(-c Release -v quiet -nologo "-p:Version=$version" -p:RunAnalyzers=false -p:DebugType=embedded)

for platform in $platforms; do
    name=spiking-$version-$platform
    dotnet publish Simulator "${common[@]}" --artifacts-path "$work/build" -r "$platform" --self-contained -o "$work/$name" \
        -p:PublishSingleFile=true -p:IncludeNativeLibrariesForSelfExtract=true -p:PublishReadyToRun=true
    case $platform in
        win-*)
            mv "$work/$name/Simulator.exe" "$work/$name/spiking.exe"
            (cd "$work" && python3 -m zipfile -c "$folder/$name.zip" "$name")
            ;;
        *)
            mv "$work/$name/Simulator" "$work/$name/spiking"
            tar -C "$work" -czf "$folder/$name.tar.gz" --owner 0 --group 0 --sort name "$name"
            ;;
    esac
done

dotnet pack Simulator "${common[@]}" --artifacts-path "$work/tool" -o "$folder" -p:PackAsTool=true -p:PublishReadyToRun=true \
    "-p:RuntimeIdentifiers=\"${platforms// /;}\""
dotnet pack Simulator "${common[@]}" --artifacts-path "$work/library" -o "$folder"
ls -l "$folder"
