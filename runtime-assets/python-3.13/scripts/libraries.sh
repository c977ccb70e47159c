# Compiles zlib, bzip2, xz (lzma) and sqlite3 into $PREFIX, as bitcode: the one link optimises them with Python.
# Usage: libraries.sh FLAGS
# shellcheck shell=bash
. "$HERE/scripts/environment.sh"

FLAGS="$1 -DNDEBUG $FEATURES $PATHS"
OBJECTS=$WORK/libraries-build
rm -rf "$PREFIX" "$OBJECTS"
mkdir -p "$PREFIX/lib/pkgconfig" "$PREFIX/include" "$OBJECTS"

zlib() {
  cp -r "$SOURCE/zlib" "$OBJECTS/zlib"
  cd "$OBJECTS/zlib"
  CFLAGS=$FLAGS CHOST=wasm32-wasip1 ./configure --static --prefix="$PREFIX"
  make -j"$JOBS" libz.a
  cp libz.a "$PREFIX/lib"
  cp zlib.h zconf.h "$PREFIX/include"
}

bzip2() {
  cp -r "$SOURCE/bzip2" "$OBJECTS/bzip2"
  cd "$OBJECTS/bzip2"
  make -j"$JOBS" libbz2.a CC="$CC" AR="$AR" RANLIB="$RANLIB" CFLAGS="$FLAGS -D_FILE_OFFSET_BITS=64"
  cp libbz2.a "$PREFIX/lib"
  cp bzlib.h "$PREFIX/include"
}

lzma() {
  mkdir "$OBJECTS/xz"
  cd "$OBJECTS/xz"
  CFLAGS=$FLAGS ../../source/xz/configure --host=wasm32-wasi --prefix="$PREFIX" \
    --disable-shared --enable-static --disable-threads --disable-xz --disable-xzdec \
    --disable-lzmadec --disable-lzmainfo --disable-scripts --disable-doc --disable-nls \
    --disable-lzma-links
  make -j"$JOBS"
  make install
}

sqlite() {
  # The amalgamation: one file made of sqlite's sources by tools of its own, for this machine.
  cp -r "$SOURCE/sqlite" "$OBJECTS/sqlite"
  cd "$OBJECTS/sqlite"
  env -u CXX -u CPP CC=gcc ./configure --disable-tcl --disable-readline
  make sqlite3.c sqlite3.h
  local options=(
    THREADSAFE=0 OMIT_LOAD_EXTENSION OMIT_WAL OMIT_SHARED_CACHE TEMP_STORE=2 DEFAULT_MEMSTATUS=0
    ENABLE_FTS4 ENABLE_FTS5 ENABLE_RTREE ENABLE_MATH_FUNCTIONS ENABLE_COLUMN_METADATA
  )
  # For size: it is a fifth of all code, and half as large so.
  # For size: it is a fifth of all code, and this halves it.
  # shellcheck disable=SC2086
  $CC ${FLAGS} -Os "${options[@]/#/-DSQLITE_}" -c sqlite3.c -o sqlite3.o
  $AR rcsD "$PREFIX/lib/libsqlite3.a" sqlite3.o
  cp sqlite3.h "$PREFIX/include"
}

for library in zlib bzip2 lzma sqlite; do
  (set -e; "$library") > "$OBJECTS/$library.log" 2>&1 || { tail -30 "$OBJECTS/$library.log"; exit 1; }
done
