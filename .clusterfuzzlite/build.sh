#!/bin/bash -eu
# The build is the same as on OSS-Fuzz.
exec bash -eu "$SRC/takecover/fuzz/oss-fuzz/build.sh"
