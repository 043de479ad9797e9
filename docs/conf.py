"""How Sphinx makes the site: ``make docs``. The pages are those that one reads in the repository."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent.parent))

from chime_shim import __version__
from chime_shim._links import REPOSITORY_URL

project = "chime_shim"
author = "the authors of chime_shim"
release = version = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]

# What is copied has no prompt.
copybutton_prompt_text = "$ "
copybutton_only_copy_prompt_lines = True
root_doc = "README"
include_patterns = ["*.md", "docs/*.md", "docs/*.rst"]

myst_enable_extensions = ["colon_fence", "html_image"]
myst_heading_anchors = 4  # as in the repository

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_type_aliases = {"Hook": "chime_shim.events.Hook"}
default_role = "code"

html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["pages.css"]
html_title = f"chime_shim {__version__}"
html_copy_source = False
html_show_sourcelink = False

PAGES = f"{REPOSITORY_URL}/blob/main/"
FILES = f"{REPOSITORY_URL.replace('github.com', 'raw.githubusercontent.com')}/main/"

CONTENTS = """
```{toctree}
:hidden:
:glob:

Overview <self>
migration_guide
docs/*
CONTRIBUTING
SKILL
SECURITY
CHANGELOG
```
"""


def add_contents(_: Sphinx, page: str, source: list[str]) -> None:
    """Give the README, which is the first page, the contents of the site, and links within it."""
    if page == root_doc:
        # On the package index they have to be absolute.
        source[0] = re.sub(rf"{re.escape(PAGES)}|{re.escape(FILES)}", "", source[0]) + CONTENTS


def add_index(app: Sphinx, failed: Exception | None) -> None:
    """Have the first page found where browsers look for it."""
    if not failed and app.builder.format == "html":
        shutil.copyfile(app.outdir / f"{root_doc}.html", app.outdir / "index.html")


def setup(app: Sphinx) -> None:
    """Connect the two."""
    app.connect("source-read", add_contents)
    app.connect("build-finished", add_index)
