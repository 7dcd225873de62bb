# shellcheck shell=sh
# Git servers of Debian's on free ports of loopback: lighttpd with git-http-backend, and sshd. Sourced
# after tests/e2e/lib.sh, and after http_lib.sh where that is used. They end with the test.

servers_dir=$(cd "$(dirname "$0")/../servers" && pwd)
git_servers=
stop_all_servers() {
  for server in $git_servers; do kill "$server" 2>/dev/null; done
  git_servers=
  if command -v stop_servers >/dev/null; then stop_servers; fi
}
# shellcheck disable=SC2154 # of lib.sh
trap 'stop_all_servers; cd / && rm -rf "$scratch"' EXIT

free_port() {
  python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])'
}

# start_server PORT COMMAND...: until it takes connections.
start_server() {
  port=$1
  shift
  "$@" >>"$scratch/servers.log" 2>&1 &
  git_servers="$git_servers $!"
  for _ in $(seq 500); do
    python3 -c 'import socket, sys
socket.create_connection(("127.0.0.1", int(sys.argv[1])), 1)' "$port" 2>/dev/null && return
    sleep 0.02
  done
  echo "no server on port $port: $*" >&2
  cat "$scratch/servers.log" >&2
  exit 2
}

# from_template FILE ROOT PORT
from_template() {
  sed -e "s|@ROOT@|$2|g; s|@PORT@|$3|g; s|@BACKEND@|$(git --exec-path)/git-http-backend|g" \
    "$servers_dir/$1"
}

# start_git_http: $http_url has the repositories of $http_root/repositories; the user ann has the
# password "right", and http_log shows the requests.
start_git_http() {
  http_root=$scratch/http
  mkdir -p "$http_root/empty" "$http_root/repositories"
  echo 'ann:right' >"$http_root/users"
  # Each line is there when the request ends: the server would keep them for seconds.
  printf '#!/bin/sh\nexec cat >>"%s/access.log"\n' "$http_root" >"$http_root/log"
  chmod +x "$http_root/log"
  : >"$http_root/access.log"
  http_port=$(free_port)
  # shellcheck disable=SC2034 # for the tests
  http_url=http://127.0.0.1:$http_port
  from_template git_http.conf "$http_root" "$http_port" >"$http_root/conf"
  start_server "$http_port" lighttpd -D -f "$http_root/conf"
}
http_log() { cat "$http_root/access.log"; }

# start_sshd: ssh://127.0.0.1:$ssh_port$ssh_root/... for the key $ssh_root/key and not for
# $ssh_root/wrong_key; $ssh_with KEY is an ssh command that uses one alone.
start_sshd() {
  ssh_root=$scratch/ssh
  mkdir -p "$ssh_root"
  for key in host_key key wrong_key; do
    ssh-keygen -q -t ed25519 -N '' -f "$ssh_root/$key" || exit 2
  done
  # As git servers do it: nothing but git.
  printf 'restrict,command="git-shell -c \\"$SSH_ORIGINAL_COMMAND\\"" %s\n' \
    "$(cat "$ssh_root/key.pub")" >"$ssh_root/authorized_keys"
  ssh_port=$(free_port)
  printf '[127.0.0.1]:%s %s\n' "$ssh_port" "$(cut -d' ' -f1,2 "$ssh_root/host_key.pub")" \
    >"$ssh_root/known_hosts"
  from_template sshd.conf "$ssh_root" "$ssh_port" >"$ssh_root/sshd.conf"
  # Privileges are dropped to there where root starts it.
  [ "$(id -u)" != 0 ] || mkdir -p /run/sshd
  start_server "$ssh_port" /usr/sbin/sshd -D -e -f "$ssh_root/sshd.conf"
}
ssh_with() {
  echo "ssh -F /dev/null -i $1 -o IdentitiesOnly=yes -o IdentityAgent=none" \
    "-o UserKnownHostsFile=$ssh_root/known_hosts"
}
