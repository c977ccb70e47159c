# Writes $WORK/out/python313.zip, compressed because not every static host compresses a .zip:
# the standard library, compiled by the same Python built for this machine.
# shellcheck shell=bash
. "$HERE/scripts/environment.sh"

cd "$WORK/configured"
# sysconfig's data: written by configure and make, with this machine's folders and compiler in it.
make pybuilddir.txt > sysconfig.log 2>&1
data=$(echo "$(cat pybuilddir.txt)"/_sysconfigdata_*.py)
mkdir -p "$OUT/sysconfig"
clean=$OUT/sysconfig/$(basename "$data")
sed -e "s#$WORK#/build#g" "$data" > "$clean"
"$NATIVE/python" -E -s "$HERE/scripts/archive.py" "$SOURCE/python/Lib" "$clean" "$OUT/python313.zip" --deflate
