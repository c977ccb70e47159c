# Puts every input into $WORK/inputs and checks its hash (sources.sha256).
# Usage: fetch.sh [FOLDER with files fetched before]
# shellcheck shell=bash
. "$HERE/scripts/environment.sh"

INPUTS=$WORK/inputs

# Whether an input is there, and is what we built with.
is_right() {
  (cd "$INPUTS" && grep -F -- "  $1" "$HERE/sources.sha256" | sha256sum --check --status 2> /dev/null)
}

# The folder of an input in a Debian archive. Addressed directly, because the newer suites' indexes are 60 MB,
# leave out source packages whose .dsc is missing (zlib, xz), and forget a version sooner than the pool does.
folder_of() {
  case $1 in
    libclang-rt-*) echo l/llvm-toolchain-19 ;;
    *) echo "${1:0:1}/${1%%_*}" ;;
  esac
}

# Archive address, proxies and credentials are those of the machine's own apt; the hash makes it safe.
download() {
  local file=$1 archive
  archive=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Origin: Debian' | head -n 1)
  # Files are named without the epoch there.
  apt_helper download-file "$archive/pool/main/$(folder_of "$file")/${file/_1%3a/_}" "$file"
}

apt_helper() { /usr/lib/apt/apt-helper -q -o APT::Sandbox::User=root "$@"; }

upstream_of() {
  case $1 in
    python3.13_*) echo 'Python-3.13.15.tar.xz of python.org' ;;
    sqlite3_*) echo 'the source tree of sqlite.org, version 3.53.4' ;;
    bzip2_*) echo 'bzip2-1.0.8.tar.gz of sourceware.org' ;;
    xz-utils_*) echo 'xz-5.8.4.tar.xz of tukaani.org' ;;
    zlib_*) echo 'zlib-1.3.2.tar.gz of zlib.net (Debian leaves out some contributions)' ;;
    wasi-libc_*) echo 'wasi-libc of WebAssembly on GitHub, commit 161b319, built by Debian' ;;
    libclang-rt*) echo "compiler-rt's builtins of LLVM 19.1.7, built for wasm32" ;;
  esac
}

fetch() {
  local file=$1
  if is_right "$file"; then return; fi
  download "$file" || true
  if is_right "$file"; then return; fi
  cat >&2 <<END
The archive does not serve $file any more, or serves something else.
Wanted: SHA-256 $(grep -F -- "  $file" "$HERE/sources.sha256" | cut -d' ' -f1)
Upstream: $(upstream_of "$file")
Find that file elsewhere (snapshot archives keep every Debian file), put it into a folder under exactly
this name, and run: build.sh --sources FOLDER
An upstream tarball may be packed differently: compare its content, then change sources.sha256.
END
  exit 1
}

mkdir -p "$INPUTS"
cd "$INPUTS"
# compiler-rt/{lib,include}/profile of LLVM 19.1.7: 56 kB of a tarball of 164 MB.
cp "$HERE"/vendor/*.tar.xz .
if [ -n "${1:-}" ]; then
  while read -r _ file; do
    if [ -e "$1/$file" ]; then cp -f "$1/$file" "$INPUTS/"; fi
  done < "$HERE/sources.sha256"
fi
while read -r _ file; do fetch "$file"; done < "$HERE/sources.sha256"
