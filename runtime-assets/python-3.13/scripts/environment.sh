# Sourced by every step: folders, tools and flags. Expects HERE (this folder's parent), WORK and JOBS.
# shellcheck shell=bash
set -euo pipefail

PYTHON=Python-3.13.15
RECURSION_LIMIT=250

SOURCE=$WORK/source             # patched and unpacked sources
PREFIX=$WORK/libraries          # what zlib, bzip2, xz and sqlite install
SYSROOT=$WORK/sysroot/usr       # wasi-libc
RESOURCES=$WORK/clang-resources # clang's own headers and builtins, private to this build
NATIVE=$WORK/native             # the same Python for the building machine
OUT=$WORK/out

# One date for everything that asks for one: that of CPython's release tarball.
export SOURCE_DATE_EPOCH=1785932743
export LC_ALL=C TZ=UTC PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1

# Never pass -O to a link: clang would run whatever wasm-opt the machine has.
TARGET="--target=wasm32-wasip1 --sysroot=$SYSROOT -resource-dir $RESOURCES"
export CC="clang-19 $TARGET" CXX="clang++-19 $TARGET" CPP="clang-cpp-19 $TARGET"
export AR=llvm-ar-19 RANLIB=llvm-ranlib-19 NM=llvm-nm-19 STRIP=llvm-strip-19
export PKG_CONFIG_PATH='' PKG_CONFIG_LIBDIR=$PREFIX/lib/pkgconfig

# Instructions that every engine of the last four years has.
FEATURES='-mbulk-memory -msign-ext -mnontrapping-fptoint -mmutable-globals'
# No path of the building machine in an artefact.
PATHS="-ffile-prefix-map=$WORK=/build"
