#!/bin/sh
# Compiles requirements/*.in into hash-locked *.txt for every platform. Called by `make lock`;
# needs a network. The compiled files name no registry: whoever installs brings their own.
set -eu
cd "$(dirname "$0")/.."
for name in base production test development; do
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
        "$@" "requirements/$name.in" --output-file "requirements/$name.txt"
    echo "requirements/$name.txt"
done
