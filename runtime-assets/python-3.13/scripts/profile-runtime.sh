# Compiles clang's profile runtime for WASI, which Debian's package of it leaves out, into $PREFIX.
# shellcheck shell=bash
. "$HERE/scripts/environment.sh"

RUNTIME=$SOURCE/compiler-rt
OBJECTS=$WORK/profile-runtime
rm -rf "$OBJECTS"
mkdir -p "$OBJECTS" "$PREFIX/lib"
cp "$RUNTIME"/lib/profile/*.c "$OBJECTS"
cd "$OBJECTS"

# Two variables that every platform file but this one declares.
sed -i 's/^static char \*CountersFirst.*/&\nstatic char *BitmapFirst, *BitmapLast;/' \
  InstrProfilingPlatformOther.c

parts='InstrProfiling InstrProfilingBuffer InstrProfilingWriter InstrProfilingInternal
  InstrProfilingMerge InstrProfilingValue InstrProfilingVersionVar InstrProfilingNameVar
  InstrProfilingPlatformOther'
cp "$HERE/profile-runtime.c" .
for part in $parts profile-runtime; do
  # shellcheck disable=SC2086
  $CC -O2 $FEATURES $PATHS -w -I"$RUNTIME/include" -I"$RUNTIME/lib/profile" -c "$part.c"
done
$AR rcsD "$PREFIX/lib/libprofile.a" InstrProfiling*.o profile-runtime.o
# Where the compiler driver looks when it is told -fprofile-generate.
for folder in wasip1 wasi; do
  cp "$PREFIX/lib/libprofile.a" "$RESOURCES/lib/$folder/libclang_rt.profile-wasm32.a"
done
cp "$PREFIX/lib/libprofile.a" "$RESOURCES/lib/wasm32-unknown-wasip1/libclang_rt.profile.a"
