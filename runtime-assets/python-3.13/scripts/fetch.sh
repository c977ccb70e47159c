# Puts every input into $WORK/inputs and checks its hash (sources.sha256).
# Usage: fetch.sh [FOLDER with files fetched before]
# shellcheck shell=bash
. "$HERE/scripts/environment.sh"

INPUTS=$WORK/inputs
APT=$WORK/apt
# Part of a large tarball: only its compiler-rt/{lib,include}/profile is an input.
PROFILE_RUNTIME=llvm-19.1.7-compiler-rt-profile.tar.xz

# An apt of our own that sees Debian's newer suites; the machine's is neither changed nor asked to upgrade.
# Archive address, proxies and keys are those of the machine's own configuration.
private_apt() {
  local state=$APT/state archive
  archive=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)
  mkdir -p "$state/lists/partial" "$APT/cache/archives/partial" "$APT/parts"
  for suite in trixie forky sid; do
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $archive $suite main"
    echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $archive $suite main"
  done > "$APT/sources.list"
  cat > "$APT/apt.conf" <<END
Dir::Etc::SourceList "$APT/sources.list";
Dir::Etc::SourceParts "$APT/parts";
Dir::State "$state";
Dir::State::Status "/var/lib/dpkg/status";
Dir::Cache "$APT/cache";
Acquire::Languages "none";
APT::Sandbox::User "root";
END
  export APT_CONFIG=$APT/apt.conf
  [ -e "$APT/updated" ] || apt-get update -q
  touch "$APT/updated"
}

is_right() {
  (cd "$INPUTS" && grep -F -- "  $1" "$HERE/sources.sha256" | sha256sum --check --quiet --status)
}

# NAME_VERSION.orig.tar.* of a source package, or NAME_VERSION_ARCH.deb.
download() {
  local file=$1 name version
  name=${file%%_*}
  version=${file#*_}
  case $file in
    *.deb) apt-get download -q "$name=$(printf '%b' "${version%_*}" | sed 's/%3a/:/')" ;;
    *)
      # Not `apt-get source`: of zlib and xz the archive keeps the tarball, but not the .dsc beside it.
      local pool
      pool=$(apt-get indextargets --format '$(SITE)' | head -n 1)/pool/main/${name:0:1}/$name/$file
      /usr/lib/apt/apt-helper download-file "$pool" "$file"
      ;;
  esac
}

upstream_of() {
  case $1 in
    python3.13_*) echo 'Python-3.13.15.tar.xz of python.org' ;;
    sqlite3_*) echo 'the source tree of sqlite.org, version 3.53.4' ;;
    bzip2_*) echo 'bzip2-1.0.8.tar.gz of sourceware.org' ;;
    xz-utils_*) echo 'xz-5.8.4.tar.xz of tukaani.org' ;;
    zlib_*) echo 'zlib-1.3.2.tar.gz of zlib.net (Debian leaves out some contributions)' ;;
    wasi-libc_*) echo 'wasi-libc of WebAssembly on GitHub, commit 161b319, built by Debian' ;;
    libclang-rt*) echo "compiler-rt's builtins of LLVM 19.1.7, built for wasm32" ;;
    *) echo 'compiler-rt/{lib,include}/profile of llvm-project-19.1.7.src.tar.xz' ;;
  esac
}

# Debian's own tarball of LLVM is 150 MB; what is kept of it is 56 kB, packed the same way everywhere.
download_profile_runtime() {
  local whole=llvm-toolchain-19_19.1.7.orig.tar.xz
  download "$whole"
  mkdir -p part
  tar -C part -xf "$whole" --strip-components=1 --wildcards \
    '*/compiler-rt/LICENSE.TXT' '*/compiler-rt/lib/profile/*' '*/compiler-rt/include/profile/*'
  tar -C part --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -cJf "$PROFILE_RUNTIME" compiler-rt
  rm -rf part "$whole"
}

fetch() {
  local file=$1
  if is_right "$file"; then return; fi
  private_apt
  if [ "$file" = "$PROFILE_RUNTIME" ]; then
    download_profile_runtime || true
  else
    download "$file" || true
  fi
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
if [ -n "${1:-}" ]; then
  while read -r _ file; do
    if [ -e "$1/$file" ]; then cp -f "$1/$file" "$INPUTS/"; fi
  done < "$HERE/sources.sha256"
fi
while read -r _ file; do fetch "$file"; done < "$HERE/sources.sha256"
