"""Old and foreign office formats → docx or xlsx, by a LibreOffice that is installed on this machine.

Each conversion has a folder and a profile of its own, both deleted afterwards. The profile forbids
macros, the updating of links and, by a proxy that does not exist, the network.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ingest.errors import DamagedFile, UnsupportedFormat
from ingest.process_tree import end_tree, start_tree

SECONDS = 600.0
"""A conversion is given up after that where no pool of workers watches the time."""
TARGETS = {"word": "docx:MS Word 2007 XML", "sheet": "xlsx:Calc MS Excel 2007 XML"}
"""Module that reads the result → format and filter of LibreOffice."""
_OPTIONS = ("--headless", "--nologo", "--nodefault", "--norestore", "--nolockcheck")
_NO_PROXY = "http://127.0.0.1:9"
"""Nothing listens on the discard port: a request fails at once."""

# Place in LibreOffice's configuration, property, value.
_FORBIDDEN: tuple[tuple[str, str, str], ...] = (
    # no macro of any document or signer, no OLE or other active content
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    # no picture, section or data from elsewhere
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    # links: Writer never (0), Calc never (2)
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    # formulas keep the values that the file has: never calculated again (1)
    ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),
    ("/org.openoffice.Office.Calc/Formula/Load", "ODFRecalcMode", "1"),
    # whatever still asks the network asks a proxy that is not there (2: by hand)
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
)
_PLACES: dict[str, tuple[str, ...]] = {
    # where the installers of each system put it, when it is not on PATH
    "win32": ("LibreOffice*/program/soffice.com", "LibreOffice*/program/soffice.exe"),
    "darwin": ("LibreOffice*.app/Contents/MacOS/soffice",),
    "linux": ("libreoffice*/program/soffice",),
}


def find_office() -> str | None:
    """The program that converts, or None where LibreOffice is not installed."""
    for name in ("soffice", "libreoffice"):
        if (found := shutil.which(name)) is not None:
            return found
    for root in _roots():
        for pattern in _PLACES.get(sys.platform, ()):
            with contextlib.suppress(OSError):
                if there := sorted(root.glob(pattern)):
                    return str(there[-1])
    return None


def _roots() -> Iterator[Path]:
    if sys.platform == "win32":
        for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA"):
            if place := os.environ.get(name):
                yield Path(place)
                yield Path(place, "Programs")
    elif sys.platform == "darwin":
        yield from (Path("/Applications"), Path.home() / "Applications")
    else:
        yield from (Path("/opt"), Path("/usr/lib"), Path("/usr/lib64"), Path("/usr/local/lib"))


def convert(data: bytes, suffix: str, module: str, name: str) -> bytes:
    """The same document as docx (``module`` word) or xlsx (sheet).

    Args:
        data: the file.
        suffix: what it is by its content (``.doc``, ``.xls``), whatever its name says.
        module: which loader reads the result.
        name: how messages call the file.

    Raises:
        UnsupportedFormat: LibreOffice is not installed, or cannot be started.
        DamagedFile: it cannot open the file.
    """
    program = find_office()
    if program is None:
        raise _not_installed(name, module)
    with tempfile.TemporaryDirectory(prefix="edu-office-", ignore_cleanup_errors=True) as room:
        folder = Path(room)
        source, result = folder / f"in{suffix}", folder / "out"
        source.write_bytes(data)
        _write_profile(folder / "profile")
        command = [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", *_OPTIONS,
            "--convert-to", TARGETS[module], "--outdir", str(result), str(source),
        ]  # fmt: skip
        _run(command, folder, name, module)
        found = sorted(result.glob("in.*")) if result.is_dir() else []
        if not found:
            raise DamagedFile(
                f"“{name}”打不开：文件可能已损坏，或设有密码。",
                f"请用 WPS 或 Office 打开确认，去掉密码，另存为 {_better(module)} 后重新添加。",
            )
        return found[0].read_bytes()


def _run(command: list[str], folder: Path, name: str, module: str) -> None:
    """Runs the conversion and leaves none of its processes behind, whatever happens."""
    try:
        process = start_tree(command, folder=folder, env=_environment(folder))
    except OSError as error:
        raise _not_installed(name, module) from error
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return  # no result: told as such
    finally:
        end_tree(process)


def _environment(folder: Path) -> dict[str, str]:
    proxies = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")
    return {
        **{k: v for k, v in os.environ.items() if k.lower() not in {*proxies, "no_proxy"}},
        **dict.fromkeys(proxies, _NO_PROXY),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder)),
        "SAL_USE_VCLPLUGIN": "svp",
    }


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _FORBIDDEN
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n',
        encoding="utf-8",
    )


def _better(module: str) -> str:
    return TARGETS[module].partition(":")[0]


def _not_installed(name: str, module: str) -> UnsupportedFormat:
    return UnsupportedFormat(
        f"“{name}”需要 LibreOffice 才能读取，本机没有找到它。",
        f"请安装 LibreOffice（免费）后重新添加；或用 WPS、Office 打开，另存为 {_better(module)} 后添加。",
    )
