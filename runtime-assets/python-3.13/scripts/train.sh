# Links the instrumented interpreter, runs the training programs in it, and merges what was counted.
# shellcheck shell=bash
. "$HERE/scripts/environment.sh"

bash "$HERE/scripts/link.sh" training "$OUT/training.wasm" '-O3 -fprofile-generate' -lprofile
node --stack-size=4000 "$HERE/train.mjs" "$OUT/training.wasm" "$OUT/python313.zip" "$OUT/python.profraw"
llvm-profdata-19 merge -o "$OUT/python.profdata" "$OUT/python.profraw"
