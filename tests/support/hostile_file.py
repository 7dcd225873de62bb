"""hostile_file.py KIND PATH: writes a file that no well-meaning author would commit."""
import os
import sys

HEAD = b"---\nname: hostile\ndescription: Use for hostile work.\n"
BODY = b"---\n\nYou do that.\n"


def with_line(line):
    return HEAD + line + b"\n" + BODY


def bomb(first, levels, prefix=b""):
    lines = [prefix + b"a0: &a0 [" + first + b"]"]
    for level in range(1, levels):
        items = b", ".join([b"*a%d" % (level - 1)] * 9)
        lines.append(prefix + b"a%d: &a%d [%s]" % (level, level, items))
    return b"\n".join(lines)


def utf16(order, mark):
    return mark + with_line(b"model: sonnet").decode().encode(order)


def block_nesting(depth):
    return b"\n".join(b" " * level + b"k:" for level in range(depth)) + b" x"


KINDS = {
    "flow-nesting": lambda: with_line(b"x: " + b"[" * 20000 + b"]" * 20000),
    "open-nesting": lambda: with_line(b"x: " + b"[" * 20000),
    "map-nesting": lambda: with_line(b"x: " + b"{a: " * 20000 + b"}" * 20000),
    "sequence-nesting": lambda: with_line(b"x:\n  " + b"- " * 20000 + b"y"),
    "key-nesting": lambda: with_line(b"x:\n  " + b"? " * 20000 + b"y"),
    "block-nesting": lambda: with_line(block_nesting(1000)),
    "alias-bomb": lambda: with_line(bomb(b"lol", 40)),
    "self-alias": lambda: with_line(b"x: &x [*x]"),
    "merge-bomb": lambda: with_line(b"x: &x {a: 1}\n<<: *x"),
    "long-scalar": lambda: b"---\nname: hostile\ndescription: " + b"word " * 12000 + b"\n" + BODY,
    "long-name": lambda: b"---\nname: " + b"n" * 60000 + b"\ndescription: A name.\n" + BODY,
    "nul": lambda: with_line(b"model: son\0net"),
    "nul-body": lambda: with_line(b"model: sonnet") + b"\0",
    "utf16-le": lambda: utf16("utf-16-le", b"\xff\xfe"),
    "utf16-be": lambda: utf16("utf-16-be", b"\xfe\xff"),
    "utf16-bare": lambda: utf16("utf-16-le", b""),
    "latin1": lambda: with_line("model: caf\u00e9".encode("latin-1")),
    "lone-cr": lambda: with_line(b"model: sonnet").replace(b"\n", b"\r"),
    "20-megabytes": lambda: with_line(b"model: sonnet") + b"word " * (4 << 20),
    "20-megabytes-one-key": lambda: HEAD + b"x: " + b"y" * (20 << 20) + b"\n" + BODY,
    "lfs": lambda: b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 9\n"
    % (b"0" * 64),
    "git-crypt": lambda: b"\0GITCRYPT\0" + bytes(range(256)),
    "empty": lambda: b"",
    "fences": lambda: b"---\n---\n",
    "one-fence": lambda: b"---\n",
    "open-fence": lambda: HEAD,
    "100000-keys": lambda: HEAD + b"\n".join(b"k%d: 1" % i for i in range(100000)) + b"\n" + BODY,
    "60000-same-keys": lambda: HEAD + b"k: 1\n" * 60000 + BODY,
    "long-key": lambda: with_line(b"k" * (1 << 20) + b": 1"),
    "900-kilobyte-key": lambda: with_line(b"k" * 900000 + b": 1"),
    "10000-links": lambda: with_line(b"model: sonnet")
    + b"".join(b"[x](missing/%d.md)\n" % i for i in range(10000)),
    "10000-links-in-a-line": lambda: with_line(b"model: sonnet")
    + b"".join(b"[x](missing/%d.md) " % i for i in range(10000)),
    "brackets": lambda: with_line(b"model: sonnet") + b"[" * 500000,
    "backticks": lambda: with_line(b"model: sonnet") + b"` `` " * 100000,
    "calls": lambda: with_line(b"model: sonnet") + b'Task(subagent_type="nobody")\n' * 10000,
    "escapes-in-values": lambda: b"---\nname: \"x\\e]0;owned\\a\\e[2Jy\"\n"
    b"description: \"A \\x9b31m\\b\\b\\r text\"\ntools: [\"\\e[31mRead\"]\n" + BODY,
    "escapes-raw": lambda: b"---\nname: x\x1b]0;owned\x07y\ndescription: A \x1b[2J text\n" + BODY,
    "escapes-in-body": lambda: b"---\nname: hostile\ndescription: Use it.\n---\n\n"
    b"See \x1b]0;owned\x07 and [a link](gone\x1b[2J.md) \xc2\x9b31m.\n",
    "bidi": lambda: "---\nname: ho\u202estile\ndescription: A \u2066text\u2069 \u061cof.\n---\n\n"
    "See [a link](gone\u202e.md).\n".encode(),
    # Configurations.
    "settings-20-megabytes": lambda: b"version: 1\n# " + b"x" * (20 << 20) + b"\n",
    "settings-300-kilobytes": lambda: b"version: 1\n" + b"# word\n" * 45000,
    "settings-bomb": lambda: b"version: 1\n" + bomb(b"lol", 40) + b"\n",
    "settings-self-alias": lambda: b"version: 1\ndefinitions: &x [*x]\n",
    "settings-nesting": lambda: b"version: 1\ndefinitions: " + b"[" * 20000 + b"\n",
    "settings-nul": lambda: b"version: 1\n\0",
    "settings-escapes": lambda: b"version: 1\n\"\\e]0;owned\\a\": 1\n",
    "settings-patterns": lambda: b"version: 1\nvalidate:\n  ignore: [\"" + b"**/*" * 5000
    + b"\"]\n",
    # Baselines.
    "baseline-no-json": lambda: b"no json\n",
    "baseline-empty": lambda: b"",
    "baseline-10-megabytes": lambda: b"[" + b"\"word\"," * 1500000 + b"1]",
    "baseline-100-megabytes": lambda: b"[" + b" " * (100 << 20) + b"1]",
    "baseline-nesting": lambda: b"[" * 2000000,
    "baseline-object-nesting": lambda: b"{\"a\":" * 500000,
    "baseline-wrong-types": lambda: b"{\"schema\": 1, \"findings\": [1, null, {\"rule\": []}]}",
    "baseline-not-utf8": lambda: b"{\"schema\": 1, \"\xff\": 1}",
}


def main():
    kind, path = sys.argv[1], os.fsencode(sys.argv[2])
    if os.path.dirname(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(KINDS[kind]())


main()
