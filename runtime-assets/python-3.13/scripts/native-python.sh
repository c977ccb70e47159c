# Builds the same Python for this machine: it freezes modules, writes sysconfig's data, compiles the library.
# shellcheck shell=bash
. "$HERE/scripts/environment.sh"
unset CC CXX CPP AR RANLIB NM STRIP PKG_CONFIG_PATH PKG_CONFIG_LIBDIR

mkdir -p "$NATIVE"
cd "$NATIVE"
# gcc starts eight times as fast as clang, and configure starts it a thousand times.
CC=gcc OPT='-O1 -DNDEBUG' "$SOURCE/python/configure" --without-ensurepip --disable-test-modules \
  > configure.log
make -j"$JOBS" python > make.log 2>&1 || { tail -30 make.log; exit 1; }
make -j"$JOBS" sharedmods >> make.log 2>&1 || { tail -30 make.log; exit 1; }
./python -c 'import sys, struct, zipfile, hashlib; print(sys.version)'
