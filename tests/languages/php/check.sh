#!/bin/sh
# Read each generated file with PHP.
find generated/lib -name '*.php' -print0 | xargs -0 -n 1 php --syntax-check --define display_errors=stdout --define error_reporting=-1
