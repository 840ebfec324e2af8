"""The few git commands that keeping needs, in a bare repository that lives as long as one call.

Nothing is checked out and no configuration of a user or machine takes part, except the address of a
named remote and the credentials that git itself would use. A token (`TRACKER_KEEP_TOKEN`) travels
in the environment of git alone: it is in no argument, no file and no message.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tracker.errors import StoreError

TOKEN = "TRACKER_KEEP_TOKEN"  # noqa: S105 (the name of a variable)
_IDENTITY = {
    "GIT_AUTHOR_NAME": "EAR Tracker",
    "GIT_AUTHOR_EMAIL": "ear-tracker@users.noreply.github.com",
    "GIT_COMMITTER_NAME": "EAR Tracker",
    "GIT_COMMITTER_EMAIL": "ear-tracker@users.noreply.github.com",
}


@dataclass(frozen=True, slots=True)
class Git:
    """A bare repository in `folder`, beside the remote at `url`."""

    folder: Path
    url: str

    @classmethod
    def beside(cls, remote: str, folder: Path) -> Git:
        """Make the repository; `remote` is a URL, a path, or a remote's name where we stand."""
        if shutil.which("git") is None:
            raise StoreError(
                "git is not installed; install it, for without it the state can be neither restored"
                " nor kept"
            )
        found = subprocess.run(  # noqa: S603 (git, found on PATH; the name follows `--`)
            ["git", "remote", "get-url", "--", remote],  # noqa: S607 (see above)
            capture_output=True,
            check=False,
        )
        url = found.stdout.decode().strip() if found.returncode == 0 else remote
        if "://" not in url and Path(url).exists():
            url = str(Path(url).resolve())
        folder.mkdir(exist_ok=True)
        made = cls(folder, url)
        made.run("init", "--quiet", "--bare", str(folder))
        return made

    def run(self, *words: str, stdin: bytes = b"") -> bytes:
        """Run one git command and return its output.

        A failure is a `StoreError` with git's own last words.
        """
        done = subprocess.run(  # noqa: S603 (git, found on PATH; no word comes from a source)
            ["git", "-C", str(self.folder), *words],  # noqa: S607 (see above)
            input=stdin,
            capture_output=True,
            env=_environment(self.url),
            check=False,
        )
        if done.returncode:
            raise GitError(words[0], _plain(done.stderr.decode("utf-8", "replace")))
        return done.stdout

    def tip(self, branch: str) -> str | None:
        """Return the commit that the remote's branch stands on, None without such a branch."""
        listed = self.run("ls-remote", "--", self.url, f"refs/heads/{branch}").decode().split()
        return listed[0] if listed else None

    def fetch(self, branch: str) -> str:
        """Fetch the last commit of the remote's branch and return its name."""
        self.run(
            "fetch", "--quiet", "--no-tags", "--depth=1", "--", self.url, f"refs/heads/{branch}"
        )
        return self.run("rev-parse", "FETCH_HEAD").decode().strip()

    def commit(self, files: dict[str, bytes], message: str) -> str:
        """Write one commit without parents that holds exactly these files, and return its name."""
        lines = [
            "100644 blob"
            f" {self.run('hash-object', '-w', '--stdin', stdin=body).decode().strip()}\t{name}\n"
            for name, body in sorted(files.items())
        ]
        tree = self.run("mktree", stdin="".join(lines).encode()).decode().strip()
        return self.run("commit-tree", tree, "-m", message).decode().strip()

    def push(self, commit: str, branch: str, expected: str | None) -> None:
        """Move the remote's branch to `commit` if it stands where expected (None: absent)."""
        lease = f"--force-with-lease=refs/heads/{branch}:{expected or ''}"
        self.run("push", "--quiet", lease, "--", self.url, f"{commit}:refs/heads/{branch}")


class GitError(StoreError):
    """A git command that failed, with what it said."""

    def __init__(self, command: str, said: str) -> None:
        self.command, self.said = command, said
        super().__init__(f"git {command}: {said}")


def _environment(url: str) -> dict[str, str]:
    env = os.environ | _IDENTITY | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    for inherited in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        env.pop(inherited, None)
    token = env.pop(TOKEN, "")
    if token and url.startswith("https://"):
        secret = base64.b64encode(f"x-access-token:{token}".encode()).decode()
        env |= {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"http.{url}.extraHeader",
            "GIT_CONFIG_VALUE_0": f"Authorization: Basic {secret}",
        }
    return env


def _plain(said: str) -> str:
    """Return what git said as one line, without the credentials that a URL may carry."""
    lines = [line for line in said.splitlines() if line.strip() and not line.startswith("hint:")]
    return re.sub(r"(?<=://)[^/@\s]+@", "", " ".join(" ".join(lines).split())) or "no reason given"
