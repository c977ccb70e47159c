# Compiles our own sources and links them with an interpreter built in $WORK/NAME.
# Usage: link.sh NAME OUTPUT FLAGS [linker arguments]
# shellcheck shell=bash
. "$HERE/scripts/environment.sh"

NAME=$1 OUTPUT=$2 FLAGS=$3
shift 3
mkdir -p "$(dirname "$OUTPUT")"
cd "$WORK/$NAME"

for unit in reactor host_state tables_apart; do
  # The name without a folder is what profiles and bitcode remember.
  cp "$HERE/$unit.c" "$HERE/host_state.h" .
  # shellcheck disable=SC2086
  $CC $FLAGS $FEATURES $PATHS -DNDEBUG -Wall -I../source/python/Include -I. -c "$unit.c" -o "$unit.o"
done

# The stack comes first in memory: overflowing it traps, instead of overwriting data.
# shellcheck disable=SC2086
$CC -mexec-model=reactor -Wl,-z,stack-size=8388608 -Wl,--stack-first \
  -Wl,--export=__stack_pointer -Wl,--strip-all "$@" -o "$OUTPUT" \
  reactor.o host_state.o tables_apart.o libpython3.13.a Modules/_decimal/libmpdec/libmpdec.a \
  Modules/_hacl/libHacl_Hash_SHA2.a Modules/expat/libexpat.a -L"$PREFIX/lib" -lz -lbz2 -llzma \
  -lsqlite3 -ldl -lwasi-emulated-signal -lwasi-emulated-getpid -lwasi-emulated-process-clocks -lm
