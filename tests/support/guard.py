"""guard.py OUT ERR [COMMAND...]: runs COMMAND as on hostile input it must behave.

Its stdout and stderr go to the files OUT and ERR. Its exit code is passed on. Without COMMAND every
line of stdin is one; after the word "tty" it runs at a terminal and its output goes to OUT. What is not allowed is told on stdout: an exit code that git would not give,
more than GUARD_SECONDS, more than GUARD_MEGABYTES, bytes that a terminal would obey.
"""
import os
import re
import signal
import sys

SECONDS = int(os.environ.get("GUARD_SECONDS", "5"))
MEGABYTES = int(os.environ.get("GUARD_MEGABYTES", "300"))
RAW = re.compile(
    b"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]"
    b"|\xd8\x9c|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]"
)
COLOUR = re.compile(b"\x1b\\[[0-9;]*[mK]|\r\n")


def child(out, err, command):
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if out is not None:
        os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 1)
        os.dup2(os.open(err, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 2)
    try:
        os.execvp(command[0], command)
    finally:
        os._exit(127)


def drain(terminal, out):
    with open(out, "wb") as file:
        while True:
            try:
                part = os.read(terminal, 65536)
            except OSError:
                return
            if not part:
                return
            file.write(part)


def watch(command, out, err, tty):
    """Runs `command`; its exit code and what was wrong with it."""
    wrong = []
    if tty:
        import pty

        open(err, "wb").close()
        pid, terminal = pty.fork()
        if pid == 0:
            child(None, None, command)
    else:
        pid = os.fork()
        if pid == 0:
            os.setsid()
            child(out, err, command)

    late = False

    def stop(*_):
        nonlocal late
        late = True
        os.killpg(pid, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    if tty:
        drain(terminal, out)
        os.close(terminal)
    _, status, usage = os.wait4(pid, 0)
    signal.alarm(0)
    code = os.waitstatus_to_exitcode(status)
    if late:
        wrong.append(f"took more than {SECONDS} s")
    elif code not in (0, 1, 128, 129):
        wrong.append(f"exit code {code}")
    if usage.ru_maxrss > MEGABYTES * 1024:
        wrong.append(f"took {usage.ru_maxrss // 1024} MB")
    for path in (out, err):
        with open(path, "rb") as file:
            text = COLOUR.sub(b"", file.read()) if tty else file.read()
        if found := RAW.search(text):
            place = text[max(0, found.start() - 40) : found.end() + 20]
            wrong.append(f"raw {found.group()!r} in {os.path.basename(path)}: {place!r}")
    return code, wrong


def main(arguments):
    out, err, *command = arguments
    if command:
        code, wrong = watch(command, out, err, False)
        print("\n".join(wrong), end="")
        return code if 0 <= code < 256 else 255
    for line in sys.stdin:
        command = line.split()
        tty = command[0] == "tty"
        _, wrong = watch(command[tty:], out, err, tty)
        for problem in wrong:
            print(f"{line.strip()}: {problem}")
    return 0


sys.exit(main(sys.argv[1:]))
