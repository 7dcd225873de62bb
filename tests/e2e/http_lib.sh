# shellcheck shell=sh
# Servers of the tests of sources over HTTP. Usage: bin=$1; . "$(dirname "$0")/http_lib.sh"

e2e=${e2e-$(dirname "$0")}
# shellcheck source=tests/e2e/lib.sh
. "$e2e/lib.sh"

servers=$(cd "$e2e/../servers" && pwd -P) || exit 2
[ -z "$npm_programs" ] || PATH=$PATH:$npm_programs
for program in curl python3 nginx mitmdump emulate node openssl gh; do
  command -v "$program" >/dev/null && continue
  [ -x "/usr/sbin/$program" ] && PATH=$PATH:/usr/sbin && continue
  echo "'$program' is not installed: 'sh tests/run.sh' installs it and sets GIT_AGENTS_TOOLS" >&2
  exit 2
done
unset GH_TOKEN GITHUB_TOKEN GH_HOST GH_ENTERPRISE_TOKEN GITHUB_ENTERPRISE_TOKEN GH_CONFIG_DIR
for variable in $(env | sed -n 's/^\([A-Za-z_]*[Pp][Rr][Oo][Xx][Yy]\)=.*/\1/p'); do unset "$variable"; done

running=
stop_servers() {
  for pid in $running; do kill "$pid" 2>/dev/null; done
  # shellcheck disable=SC2086 # a list of words
  [ -z "$running" ] || wait $running 2>/dev/null
  running=
}
trap 'stop_servers; cd / && rm -rf "$scratch"' EXIT

# free_port: a port of loopback that nobody listens at.
free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# listens PORT: does anybody there?
listens() {
  python3 -c 'import socket, sys; socket.create_connection(("127.0.0.1", int(sys.argv[1])), 1)' "$1" \
    2>/dev/null
}

# answers URL CODE [CURL OPTION...]: does it?
answers() {
  answers_url=$1 answers_code=$2
  shift 2
  [ "$(curl -s -o /dev/null -w '%{http_code}' "$@" "$answers_url")" = "$answers_code" ]
}

# start NAME COMMAND...: a server; its log is $scratch/NAME.log.
start() {
  start_name=$1
  shift
  "$@" >"$scratch/$start_name.log" 2>&1 &
  running="$running $!"
}

# up NAME URL CODE: waits until the server answers so, or gives up.
up() {
  for _ in $(seq 500); do answers "$2" "$3" && return; sleep 0.02; done
  echo "$1 does not start:" >&2
  cat "$scratch/$1.log" >&2
  exit 2
}

# use_api URL: what https://forge.test/owner/name is asked for over HTTP.
use_api() {
  git config --global agents.forge.test.forge github
  git config --global agents.forge.test.apiUrl "$1"
}

# sources LINE...: an empty repository with these sources in the working directory.
sources() {
  git init -q .
  {
    printf 'version: 1\nsources:\n'
    printf '  - {url: "https://forge.test/%s}\n' "$@"
  } >.git-agents.yaml
}

# cache_of OWNER/NAME [REF]: where its cache is.
cache_of() { echo "$XDG_CACHE_HOME/git-agents/sources/forge.test/$1@${2-HEAD}"; }

# start_emulate: a GitHub that keeps state, at $emulate.
start_emulate() {
  emulate_port=$(free_port)
  emulate=http://127.0.0.1:$emulate_port
  start emulate env NODE_OPTIONS="--require $servers/loopback.js" \
    emulate start -p "$emulate_port" -s github --seed "$servers/emulate.yaml"
  up emulate "$emulate/repos/maint/agents" 200
}

# gh_put REPO FILE TEXT [CODE [TOKEN]]: a commit there; \n in the text is a line end.
gh_put() {
  gh_sha=$(curl -s -H 'Authorization: Bearer maint-token' "$emulate/repos/$1/contents/$2" |
    python3 -c 'import json, sys; print(json.load(sys.stdin).get("sha", ""))')
  gh_body=$(printf '%b' "$3" | base64 -w0)
  gh_body="{\"message\":\"$2\",\"content\":\"$gh_body\"${gh_sha:+,\"sha\":\"$gh_sha\"}}"
  gh_code=$([ -n "$gh_sha" ] && echo 200 || echo 201)
  answers "$emulate/repos/$1/contents/$2" "${4-$gh_code}" -X PUT -d "$gh_body" \
    -H "Authorization: Bearer ${5-maint-token}" || problem "emulate: PUT $2"
}

# gh_delete REPO FILE: a commit that removes it.
gh_delete() {
  gh_sha=$(curl -s -H 'Authorization: Bearer maint-token' "$emulate/repos/$1/contents/$2" |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["sha"])')
  answers "$emulate/repos/$1/contents/$2" 200 -X DELETE -H 'Authorization: Bearer maint-token' \
    -d "{\"message\":\"$2\",\"sha\":\"$gh_sha\"}" || problem "emulate: DELETE $2"
}

# gh_head REPO: its commit.
gh_head() {
  curl -s -H 'Authorization: Bearer maint-token' "$emulate/repos/$1/commits/HEAD" |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["sha"])'
}

# start_nginx: files with ETags, and faults, at $nginx, and a GitHub Enterprise server at
# https://localhost:$tls_port; what is asked is in $nginx_root/access.log.
start_nginx() {
  nginx_port=$(free_port)
  nginx=http://127.0.0.1:$nginx_port
  tls_port=$(free_port)
  nginx_root=$scratch/nginx
  mkdir -p "$nginx_root/www"
  echo '{}' >"$nginx_root/www/up"
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost \
    -addext 'subjectAltName=DNS:localhost' -keyout "$nginx_root/key.pem" \
    -out "$nginx_root/certificate.pem" 2>/dev/null || exit 2
  sed "s|@ROOT@|$nginx_root|; s|@PORT@|$nginx_port|; s|@TLS_PORT@|$tls_port|" "$servers/nginx.conf" \
    >"$nginx_root/nginx.conf"
  start nginx nginx -e "$nginx_root/error.log" -c "$nginx_root/nginx.conf"
  up nginx "$nginx/up" 200
}

# requests: what nginx was asked since forget_requests, one a line.
requests() { cat "$nginx_root/access.log"; }
forget_requests() { : >"$nginx_root/access.log"; }

# start_faults FAULT: mitmproxy before emulate, at $faults.
start_faults() {
  faults_port=$(free_port)
  # shellcheck disable=SC2034 # for the tests
  faults=http://127.0.0.1:$faults_port
  start "faults-$1" env FAULT="$1" HOME="$scratch" mitmdump --quiet --listen-host 127.0.0.1 \
    -p "$faults_port" --set confdir="$scratch/mitmproxy" --mode "reverse:$emulate" \
    -s "$servers/faults.py"
  # Not by a request: the first answers may be the fault.
  for _ in $(seq 500); do listens "$faults_port" && return; sleep 0.02; done
  echo 'mitmproxy does not start:' >&2
  cat "$scratch/faults-$1.log" >&2
  exit 2
}

# library NAME FILES: $up, an upstream repository whose API nginx serves.
library() {
  up=$scratch/$number/up/$1
  mkdir -p "$up"
  git -C "$up" init -q
  for file in $(seq "$2"); do agent "$up/agents/a$file.md" "a$file"; done
  git -C "$up" add -A
  git -C "$up" commit -q -m first
  publish "$1"
}
publish() { python3 "$servers/static_api.py" "$scratch/$number/up/$1" "o/$1" "$nginx_root/www"; }
