"""What PyInstaller has to take along, and cannot see: data files, and modules that are imported by name.

It finds this file by the entry point ``pyinstaller40``. Source:
https://pyinstaller.org/en/stable/hooks.html#providing-pyinstaller-hooks-with-your-package
"""

from __future__ import annotations

from PyInstaller.utils.hooks import collect_data_files, collect_submodules, copy_metadata

# Commands and what they need are for developers; the emulator would bring moto along.
_NOT_AT_RUN_TIME = tuple(
    f"chime_shim.{room}"
    for room in ("cli", "doctor", "emulator", "fix", "policy", "pytest_plugin", "report", "scan")
)

datas = collect_data_files("chime_shim.legacy_api") + copy_metadata("chime-shim")
hiddenimports = collect_submodules(
    "chime_shim", filter=lambda name: not name.startswith(_NOT_AT_RUN_TIME) and "startup" not in name
)
