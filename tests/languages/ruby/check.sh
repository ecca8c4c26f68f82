#!/bin/sh
# Read each generated file with Ruby, and load them all where the gem that they need is installed; say what is not here.
set -e
if ! command -v ruby >/dev/null; then
  echo "ruby is not here: the files were not read"
  exit 0
fi
find generated/lib -name '*.rb' -print0 | xargs -0 -n 1 ruby -wc
if ! ruby -e 'require "typhoeus"' 2>/dev/null; then
  echo "the gem typhoeus is not here: the files were not loaded"
  exit 0
fi
ruby -I generated/lib -e 'require "dataops"; DataOps::ProjectsApi.new'
