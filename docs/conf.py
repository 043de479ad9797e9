"""How Sphinx makes the site: ``make docs``. The pages are those that one reads in the repository."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent.parent))

from chime_shim import __version__
from chime_shim._links import REPOSITORY_URL

project = "chime_shim"
author = copyright = "the authors of chime_shim"  # noqa: A001 - Sphinx's name
release = version = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]

# What is copied has no prompt.
copybutton_prompt_text = "$ "
copybutton_only_copy_prompt_lines = True
root_doc = "README"
include_patterns = ["*.md", "docs/*.md", "docs/*.rst"]

myst_enable_extensions = ["colon_fence", "html_image"]
myst_heading_anchors = 4  # as in the repository

# Attributes as one list, and not with a heading and a "Type:" each.
napoleon_use_ivar = True
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_type_aliases = {"Hook": "chime_shim.events.Hook"}
default_role = "code"

html_theme = "furo"
# Its names of modules do not look like links.
pygments_dark_style = "github-dark"
html_static_path = ["static"]
html_css_files = ["pages.css"]
html_title = f"chime_shim {__version__}"
html_copy_source = False
html_show_sourcelink = False

PAGES = f"{REPOSITORY_URL}/blob/main/"
FILES = f"{REPOSITORY_URL.replace('github.com', 'raw.githubusercontent.com')}/main/"

GROUPS = {
    "Use it": (
        "Overview <self>",
        "migration_guide",
        "docs/adopt",
        "docs/operate",
        "docs/ledger",
        "docs/rollout",
        "docs/leave",
        "docs/by_hand",
        "docs/troubleshooting",
    ),
    "In particular": ("docs/proxy_sessions", "docs/other_languages", "SKILL"),
    "Test with it": ("docs/emulator", "docs/calls"),
    "Look up": (
        "docs/operations",
        "docs/reference",
        "docs/compatibility",
        "docs/performance",
        "docs/proof",
    ),
    "The project": ("CHANGELOG", "CONTRIBUTING", "SECURITY"),
}

# Where a long name in a table may break: before a capital, and after what joins words.
BREAKS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[/_.=,])(?=[A-Za-z_])")


def contents() -> str:
    """Return the contents of the site, which the README does not have."""
    lines = []
    for caption, pages in GROUPS.items():
        lines += ["", "```{toctree}", ":hidden:", f":caption: {caption}", "", *pages, "```"]
    return "\n".join(lines) + "\n"


def add_contents(_: Sphinx, page: str, source: list[str]) -> None:
    """Give the README, which is the first page, the contents of the site, and links within it."""
    if page == root_doc:
        # On the package index they have to be absolute.
        source[0] = re.sub(rf"{re.escape(PAGES)}|{re.escape(FILES)}", "", source[0]) + contents()


def add_breaks(_: Sphinx, __: str, ___: str, context: dict[str, Any], ____: object) -> None:
    """Let long names in tables break between their words, so that the tables fit a phone."""

    def in_name(name: re.Match[str]) -> str:
        return BREAKS.sub("<wbr>", name[0])

    def in_table(table: re.Match[str]) -> str:
        # Code, and in text the names with underscores or dots.
        return re.sub(
            r'(?<=<span class="pre">)[^<]+|\b\w[\w\[\]]*[_.][\w\[\]_.]+(?=[^<>]*<)', in_name, table[0]
        )

    context["body"] = re.sub(r"<table.*?</table>", in_table, context.get("body", ""), flags=re.DOTALL)


def add_index(app: Sphinx, failed: Exception | None) -> None:
    """Have the first page found where browsers look for it."""
    if not failed and app.builder.format == "html":
        shutil.copyfile(app.outdir / f"{root_doc}.html", app.outdir / "index.html")


def setup(app: Sphinx) -> None:
    """Connect them."""
    app.connect("source-read", add_contents)
    app.connect("html-page-context", add_breaks)
    app.connect("build-finished", add_index)
