# shellcheck shell=sh
# A block of a page of the documentation that a test makes. It stands between two lines of the page:
#   <!-- NAME: made by SCRIPT -->
#   <!-- end of NAME -->

# page_block PAGE NAME FILE [--write]: the block is what FILE holds, else exit code 1 and a diff on
# stdout; with --write the block is replaced by it.
page_block() {
  page_begin="<!-- $2: made by "
  page_end="<!-- end of $2 -->"
  if [ "$(grep -cF -e "$page_begin" "$1")" != 1 ] || [ "$(grep -cxF -e "$page_end" "$1")" != 1 ]; then
    echo "$1 has no block '$2'"
    return 1
  fi
  page_now=$(mktemp) || return 1
  awk -v begin="$page_begin" -v end="$page_end" -v block="$3" '
    $0 == end { inside = 0 }
    !inside
    index($0, begin) == 1 { inside = 1; while ((getline line < block) > 0) print line }' "$1" \
    >"$page_now" || return 1
  page_code=0
  if [ "${4-}" = --write ]; then
    cat "$page_now" >"$1" || page_code=1
  else
    diff -u "$1" "$page_now" || page_code=1
  fi
  rm -f "$page_now"
  return $page_code
}
