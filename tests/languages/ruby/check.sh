#!/bin/sh
# Read each generated file with Ruby, and load them all, for which the gem typhoeus is needed.
set -e
find generated/lib quick_start.rb -name '*.rb' -print0 | xargs -0 -n 1 ruby -wc
if ! ruby -e 'require "typhoeus"' 2>/dev/null; then
  echo "the gem typhoeus, which the generated client stands on, is missing; install it (Debian: ruby-typhoeus)" >&2
  exit 1
fi
ruby -I generated/lib -e 'require "dataops"; DataOps::ProjectsApi.new'
