# Unpacks the inputs in $WORK/inputs, applies our patches, and lays out sysroot and compiler resources.
# shellcheck shell=bash
. "$HERE/scripts/environment.sh"

rm -rf "$SOURCE" "$WORK/sysroot" "$RESOURCES"
mkdir -p "$SOURCE" "$WORK/sysroot" "$RESOURCES/lib"
for archive in "$WORK"/inputs/*.tar.*; do
  tar -C "$SOURCE" -xf "$archive" --no-same-owner
done
mv "$SOURCE/$PYTHON" "$SOURCE/python"
mv "$SOURCE"/zlib-* "$SOURCE/zlib"
mv "$SOURCE"/bzip2-* "$SOURCE/bzip2"
mv "$SOURCE"/xz-* "$SOURCE/xz"
mv "$SOURCE"/sqlite3-* "$SOURCE/sqlite"

for change in "$HERE"/patches/*.patch; do
  patch -d "$SOURCE/python" -p1 --no-backup-if-mismatch < "$change"
done

for package in "$WORK"/inputs/*.deb; do dpkg -x "$package" "$WORK/sysroot"; done
cp -r "$(clang-19 -print-resource-dir)/include" "$RESOURCES/include"
builtins=$(find "$WORK/sysroot" -name 'libclang_rt.builtins-wasm32.a')
mkdir -p "$RESOURCES/lib/wasip1" "$RESOURCES/lib/wasi" "$RESOURCES/lib/wasm32-unknown-wasip1"
cp "$builtins" "$RESOURCES/lib/wasip1/"
cp "$builtins" "$RESOURCES/lib/wasi/"
cp "$builtins" "$RESOURCES/lib/wasm32-unknown-wasip1/libclang_rt.builtins.a"
