# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Sourced by scripts/run and scripts/test, after which the working folder is the root of the sources.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

say() {
  echo "== $*" >&2
}

# configure FOLDER [-DNAME=VALUE...]
configure() {
  local folder=$1 launcher=()
  shift
  command -v ccache >/dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  cmake --log-level=NOTICE -G Ninja -S . -B "$folder" -DCMAKE_BUILD_TYPE=Release "${launcher[@]}" "$@" >&2
}

# build FOLDER [TARGET...]
build() {
  local folder=$1
  shift
  cmake --build "$folder" --parallel "$(nproc)" ${1:+--target "$@"} >&2
}
