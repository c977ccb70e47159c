# CPython for WASI. Usage:
#   interpreter.sh configure        makes $WORK/configured
#   interpreter.sh compile NAME FLAGS
#     compiles a copy of it into $WORK/NAME: libpython3.13.a and its libraries
# shellcheck shell=bash
. "$HERE/scripts/environment.sh"

NATIVE_PYTHON=${NATIVE_PYTHON:-$NATIVE/python}

configure() {
  mkdir -p "$WORK/configured"
  cd "$WORK/configured"
  export CONFIG_SITE=$SOURCE/python/Tools/wasm/config.site-wasm32-wasi HOSTRUNNER=/bin/true
  export OPT='-O3 -DNDEBUG'
  export CFLAGS="$FEATURES $PATHS -DWASI_C_RECURSION_LIMIT=$RECURSION_LIMIT"
  local name library
  for name in ZLIB:z BZIP2:bz2 LIBLZMA:lzma LIBSQLITE3:sqlite3; do
    library=${name#*:}
    export "${name%:*}_CFLAGS=-I$PREFIX/include" "${name%:*}_LIBS=-L$PREFIX/lib -l$library"
  done
  # The relative path keeps this machine's folders out of file names in profiles and bitcode.
  # pymalloc is off by default on WASI; malloc is slower and needs more memory.
  ../source/python/configure --host=wasm32-wasip1 --build=x86_64-pc-linux-gnu \
    --with-build-python="$NATIVE_PYTHON" --prefix=/usr/local --with-pymalloc \
    --disable-test-modules --disable-ipv6 > configure.log
}

compile() {
  local name=$1 flags=$2
  rm -rf "${WORK:?}/$name"
  cp -a "$WORK/configured" "$WORK/$name"
  cd "$WORK/$name"
  # python.wasm itself is not wanted: with LTO its link takes minutes, and so does every helper's.
  make -j"$JOBS" OPT="$flags -DNDEBUG" \
    libpython3.13.a Modules/_decimal/libmpdec/libmpdec.a Modules/_hacl/libHacl_Hash_SHA2.a \
    Modules/expat/libexpat.a pybuilddir.txt > make.log 2>&1 || { tail -30 make.log; exit 1; }
}

"$@"
