"""Windows and macOS, as far as Linux can try them: modules, locks, newlines, names, terminals.

Programs run here in an interpreter of their own in which nothing of Unix is left.
"""

from __future__ import annotations

import ast
import io
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path, PureWindowsPath

import pytest

from tests.conftest import ROOT
from tracker.cli.main import COMMANDS, run
from tracker.demo import DemoServer
from tracker.demo.answer import WORLD
from tracker.store import Store, queries, verify

MODULES = sorted((ROOT / "tracker").rglob("*.py"))
DAYS = ("2021-03-01", "2021-03-08")

WITHOUT_UNIX = """
import os, signal, sys

for name in ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "readline",
             "curses", "_curses", "crypt", "spwd", "nis"):
    sys.modules[name] = None
for name in ("fork", "forkpty", "getuid", "geteuid", "getgid", "getegid", "getgroups", "setuid",
             "seteuid", "setsid", "getpgid", "killpg", "uname", "pread", "pwrite", "chown",
             "lchown", "fchmod", "fchown", "mkfifo", "mknod", "nice", "wait3", "wait4", "statvfs",
             "sysconf", "ttyname", "ctermid", "sched_getaffinity", "posix_spawn", "sync"):
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGKILL", "SIGHUP", "SIGALRM", "SIGQUIT", "SIGUSR1", "SIGPIPE", "SIGCHLD", "alarm",
             "setitimer", "pause", "sigwait", "pthread_kill"):
    if hasattr(signal, name):
        delattr(signal, name)
"""
IMPORTS = """
import importlib
for name in sys.argv[1:]:
    importlib.import_module(name)
print(len(sys.argv) - 1)
"""
IN_USE = """
def watch(event, arguments):
    # Windows refuses to remove or replace a file that is still open.
    if event not in ("os.remove", "os.rename"):
        return
    paths = [arguments[0], arguments[1]] if event == "os.rename" else [arguments[0]]
    folder = arguments[-1] if isinstance(arguments[-1], int) and arguments[-1] >= 0 else None
    base = os.readlink(f"/proc/self/fd/{folder}") if folder is not None else os.getcwd()
    named = {os.path.realpath(os.path.join(base, os.fsdecode(path))) for path in paths}
    for number in os.listdir("/proc/self/fd"):
        try:
            held = os.readlink(f"/proc/self/fd/{number}")
        except OSError:
            continue
        if held in named and not held.endswith(".lock"):  # those are the library's
            print(f"{event} of {held}, which is open", file=sys.stderr)
            os._exit(70)
if sys.platform == "linux":
    sys.addaudithook(watch)
"""
JOB = """
from tracker.cli.main import run
from tracker.demo import DemoServer
from tracker.demo.answer import WORLD
from datetime import date
folder = sys.argv[1]
with DemoServer(date(2021, 3, 1)) as server:
    os.environ.update(server.environment)
    for words in (
        ("--now", "2021-03-01T12:00:00Z", "poll", "--json"),
        ("--now", "2021-03-08T12:00:00Z", "poll", "--json"),
        ("digest", "--out", folder + "/digest"),
        ("rebuild",),
        ("verify",),
        ("diff", "744.97", "--from", "2021-03-07", "--to", "2021-03-08"),
        ("evidence", "744.97", "--at", "2021-03-08", "--out", folder + "/evidence.zip"),
        ("compare", sys.argv[2], sys.argv[3], "--html", folder + "/redline.html"),
        ("keep", "report", "--out", folder + "/issue.md"),
    ):
        if "poll" in words:
            server.today = date.fromisoformat(words[1][:10])
        else:
            words = ("--now", "2021-03-12T12:00:00Z", *words)
        fixed = ["--db", folder + "/tracker.db", "--config", str(WORLD / "tracker.toml")]
        code = run([*fixed, *words])
        if code:
            sys.exit(f"{words} ended with {code}")
"""


def python(script: str, *words: str, flags: tuple[str, ...] = ()) -> str:
    """Run a script in a fresh interpreter, every warning an error, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "error", *IGNORED, *flags, "-c", script, *words],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=300,
    )
    said = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-3000:] or said[-3000:]
    return said


IGNORED = (
    "-W",
    "ignore:only soft file lock is available",  # filelock says what we took away from it
)


def dotted(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_every_module_is_imported_where_nothing_of_unix_is_there() -> None:
    names = [dotted(file) for file in MODULES]
    assert len(names) > 100
    assert python(WITHOUT_UNIX + IMPORTS, *names).strip() == str(len(names))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the whole job filled without Unix, and without a default encoding."""
    folder = tmp_path_factory.mktemp("made")
    texts = WORLD / "ecfr/744.97"
    pair = sorted(str(file) for file in texts.glob("*.xml"))[:2]
    assert len(pair) == 2
    script = WITHOUT_UNIX + IN_USE + JOB
    python(script, str(folder), *pair, flags=("-X", "warn_default_encoding"))
    return folder


def test_the_whole_job_runs_where_nothing_of_unix_is_there(made: Path) -> None:
    names = {file.name for file in made.rglob("*") if file.is_file()}
    assert {"tracker.db", "digest.html", "evidence.zip", "redline.html", "issue.md"} <= names
    with Store.open(made / "tracker.db") as store:
        assert queries.counts(store.db)["changes"] > 5


def test_no_file_that_is_written_has_line_ends_of_one_system(made: Path) -> None:
    texts = [file for file in made.rglob("*") if file.suffix in (".html", ".md", ".txt", ".json")]
    assert len(texts) >= 6
    assert [file.name for file in texts if b"\r" in file.read_bytes()] == []


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for found in ast.walk(tree):
        if isinstance(found, ast.Call):
            function = found.func
            name = getattr(function, "attr", None) or getattr(function, "id", "")
            yield found, name


def mode_of(call: ast.Call) -> str:
    """Return the mode in which a call opens a file; empty where it opens something else."""
    given = [word.value for word in call.keywords if word.arg == "mode"]
    texts = [value.value for value in (*given, *call.args) if isinstance(value, ast.Constant)]
    modes = [text for text in texts if isinstance(text, str) and set(text) <= set("rwxabt+")]
    return modes[0] if modes else "" if call.args else "r"


def faults_of_text(source: str) -> Iterator[str]:
    """Name each reading or writing of text that leaves encoding or line ends to the system."""
    for call, name in calls(ast.parse(source)):
        words = {word.arg for word in call.keywords}
        mode = {"open": mode_of(call), "read_text": "r", "write_text": "w"}.get(name, "")
        program = name in ("run", "Popen", "check_output")
        text = (mode and "b" not in mode) or (program and words & {"text", "universal_newlines"})
        if text and "encoding" not in words:
            yield f"line {call.lineno}: {name} without encoding"
        if text and set(mode) & set("wax+") and "newline" not in words:
            yield f"line {call.lineno}: {name} without newline"


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("path.write_text(text)", ["without encoding", "without newline"]),
        ("path.write_text(text, encoding='utf-8')", ["without newline"]),
        ("path.write_text(text, encoding='utf-8', newline='\\n')", []),
        ("path.read_text()", ["without encoding"]),
        ("path.open('w', encoding='utf-8')", ["without newline"]),
        ("path.open('rb')", []),
        ("subprocess.run(words, text=True)", ["without encoding"]),
    ],
)
def test_the_guard_of_text_files_knows_a_fault(line: str, faults: list[str]) -> None:
    assert [found.split(" ", 3)[3] for found in faults_of_text(line)] == faults


def test_every_text_file_names_its_encoding_and_its_line_ends() -> None:
    found = [
        f"{dotted(file)} {fault}"
        for file in MODULES
        for fault in faults_of_text(file.read_text(encoding="utf-8"))
    ]
    assert found == []


def tracked() -> list[str]:
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    if done.returncode:
        pytest.skip("this is no checkout of git")
    return done.stdout.decode("utf-8").split("\0")[:-1]


def refused_by_windows(part: str) -> bool:
    return (
        bool(set(part) & set('<>:"|?*\\'))
        or any(ord(letter) < 32 for letter in part)
        or part.endswith((".", " "))
        or PureWindowsPath(part).is_reserved()
    )


@pytest.mark.parametrize("name", ["a:b", "why?", "dot.", "CON", "aux.txt", "lpt1", "a\\b", "x "])
def test_the_guard_of_names_knows_what_windows_refuses(name: str) -> None:
    assert refused_by_windows(name)


def test_every_file_of_the_project_may_have_its_name_on_windows() -> None:
    files = tracked()
    refused = [name for name in files if any(map(refused_by_windows, name.split("/")))]
    assert refused == []
    assert [name for name in files if len(name) > 150] == []
    folded = Counter(name.casefold() for name in files)
    assert [name for name, times in folded.items() if times > 1] == []


def test_every_file_that_is_written_may_have_its_name_on_windows(made: Path) -> None:
    written = [file.name for file in made.rglob("*")]
    assert [name for name in written if refused_by_windows(name)] == []


def test_git_changes_no_line_end_of_what_is_checked_out() -> None:
    assert "* -text" in (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="no file has such a name there")
@pytest.mark.parametrize("name", ["C:\\Users\\an officer", "50% off #1?", "a:b", "ü—x", "con. "])
def test_a_database_is_kept_where_it_was_named_however_the_folder_is_called(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name / "tracker.db"
    with Store.open(path, "create") as store, store.writing():
        assert verify.verify(store.db).ok
    assert path.is_file()
    with Store.open(path) as store:
        assert queries.counts(store.db)["captures"] == 0
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database after two polls of the invented world."""
    database = tmp_path_factory.mktemp("held") / "tracker.db"
    with DemoServer(date(2021, 3, 1)) as server:
        for day in DAYS:
            server.today = date.fromisoformat(day)
            code, _, err = terminal("utf-8", database, day, server.environment, "poll")
            assert code == 0, err
    return database


def terminal(
    encoding: str, database: Path, day: str, environment: dict[str, str], *words: str
) -> tuple[int, str, str]:
    """Run one command on a terminal of that encoding, as strict as Python makes it."""
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict", newline="")
    err = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace", newline="")
    config = str(WORLD / "tracker.toml")
    before = dict(os.environ)
    os.environ.update(environment)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            now = f"{day}T12:00:00Z"
            code = run(["--db", str(database), "--config", config, "--now", now, *words])
    finally:
        os.environ.clear()
        os.environ.update(before)
    out.flush()
    err.flush()
    texts = [stream.buffer.getvalue().decode(encoding, "replace") for stream in (out, err)]  # type: ignore[attr-defined]
    return code, texts[0], texts[1]


SHOWN = (
    ("status",),
    ("log", "--all"),
    ("log", "--all", "--json"),
    ("history", "744.97"),
    ("show", "744.97"),
    ("diff", "744.97", "--from", "2021-03-07", "--to", "2021-03-08"),
    ("doctor",),
    ("verify",),
    ("show", "an address that nobody knows: Ωé—"),
)


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii", "cp932"])
def test_every_answer_is_printed_on_a_terminal_that_knows_few_characters(
    held: Path, encoding: str
) -> None:
    for words in SHOWN:
        code, out, err = terminal(encoding, held, "2021-03-12", {}, *words)
        assert (code, bool(out)) == ((2, False) if "nobody" in words[-1] else (0, True)), err
        assert "Traceback" not in out + err


@pytest.mark.parametrize("command", ["--help", *COMMANDS])
def test_every_help_is_printed_on_a_terminal_of_western_windows(
    tmp_path: Path, command: str
) -> None:
    words = (command,) if command == "--help" else (command, "--help")
    code, out, _ = terminal("cp1252", tmp_path / "none.db", "2021-03-12", {}, *words)
    assert code == 0
    assert "Usage: tracker" in out
