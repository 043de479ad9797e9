"""The kinds of files that are looked at, told by their names; data only."""

from __future__ import annotations

import re
from types import MappingProxyType

__all__ = ["KINDS", "NOUNS", "OTHER_LANGUAGES", "PYTHON", "kind_of", "of_shebang"]

PYTHON = "python"

NOUNS = MappingProxyType(
    {
        PYTHON: "Python file",
        "stubs": "type stub",
        "scripts": "Python script",
        "notebooks": "notebook",
        "shell": "shell script",
        "windows": "Windows script",
        "make": "Makefile",
        "docker": "Dockerfile",
        "ci": "CI file",
        "markdown": "Markdown file",
        "templates": "YAML, JSON or Terraform file",
        "config": "configuration file",
    }
)
"""What a file of each kind is called; the kinds are the words that ``--kinds`` takes."""

KINDS = tuple(NOUNS)

# By the end of the name.
_SUFFIXES = {
    PYTHON: "py pyw",
    "stubs": "pyi",
    "notebooks": "ipynb",
    "shell": "sh bash zsh ksh fish bats envrc profile bashrc zshrc bash_profile",
    "windows": "ps1 psm1 bat cmd",
    "make": "mk mak make just",
    "docker": "dockerfile containerfile",
    "ci": "groovy jenkinsfile",
    "markdown": "md markdown mdx rst qmd",
    "templates": "yaml yml json template tf hcl tfvars tpl j2",
    "config": "ini cfg toml conf service timer cron crontab env properties",
}
_BY_SUFFIX = {f".{suffix}": kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}

# By the whole name, in small letters.
_NAMES = {
    "make": "makefile gnumakefile bsdmakefile justfile .justfile rakefile taskfile.yml taskfile.yaml",
    "docker": "dockerfile containerfile",
    "ci": "jenkinsfile .gitlab-ci.yml .travis.yml azure-pipelines.yml bitbucket-pipelines.yml appveyor.yml "
    "cloudbuild.yaml .drone.yml .pre-commit-config.yaml",
    "shell": ".envrc .profile .bashrc .zshrc .bash_profile .bash_aliases",
    "config": "crontab procfile vagrantfile .env",
}
_BY_NAME = {name: kind for kind, names in _NAMES.items() for name in names.split()}

# In directories and by beginnings that say what a YAML file is for.
_CI = re.compile(
    r"(?:^|/)(?:\.github|\.gitlab|\.circleci|\.buildkite|\.woodpecker|ci)/|(?:^|/)buildspec[^/]*\.ya?ml$"
    r"|(?:^|/)[^/]*gitlab-ci[^/]*\.ya?ml$"
)
_BEGINNINGS = (
    ("dockerfile.", "docker"),
    ("containerfile.", "docker"),
    ("makefile.", "make"),
    (".env.", "config"),
)
_CRON = re.compile(r"(?:^|/)(?:cron\.d|crontabs|cron)/[^/]+$")

# Names without an end that are common and no script.
_NO_SCRIPTS = frozenset(
    {
        *("AUTHORS", "CHANGELOG", "CODEOWNERS", "CONTRIBUTORS", "COPYING", "COPYRIGHT", "HISTORY", "INSTALL"),
        *("INSTALLER", "LICENCE", "LICENSE", "MANIFEST", "METADATA", "NEWS", "NOTICE", "README", "RECORD"),
        *("REQUESTED", "VERSION", "WHEEL", "zip-safe"),
    }
)

OTHER_LANGUAGES = MappingProxyType(
    {
        f".{suffix}": language
        for language, suffixes in {
            "JavaScript": "js jsx mjs cjs vue",
            "TypeScript": "ts tsx mts cts",
            "Java": "java",
            "Kotlin": "kt kts",
            "Scala": "scala",
            "Go": "go",
            "Ruby": "rb",
            "PHP": "php",
            "C#": "cs",
            "F#": "fs",
            "Rust": "rs",
            "Swift": "swift",
            "C++": "cpp cc cxx",
            "Cython": "pyx pxd",
        }.items()
        for suffix in suffixes.split()
    }
)
"""Languages that are not read, by the end of the name."""

_INTERPRETERS = re.compile(
    rb"#!.*?[/ ](?:(?P<python>python|pypy|uv run)|(?P<shell>(?:ba|da|k|z|a|fi)?sh)\b"
    rb"|(?P<make>g?make)\b|(?P<just>just)\b)"
)


def kind_of(path: str, name: str) -> str | None:
    """Return the kind of a file by its name: a kind, ``""`` if its first line has to tell, or None.

    Args:
        path: Its path, with slashes.
        name: The last part of it.
    """
    dot = name.rfind(".")
    kind = _BY_SUFFIX.get(name[dot:].lower()) if dot >= 0 else ""
    if kind == PYTHON:
        return kind
    lower = name.lower()
    named = _BY_NAME.get(lower)
    if named is not None:
        return named
    for beginning, its in _BEGINNINGS:
        if lower.startswith(beginning):
            return its
    if kind in {"templates", ""} and _CI.search(path) and kind:
        return "ci"
    if kind == "":
        return None if name in _NO_SCRIPTS else "config" if _CRON.search(path) else ""
    return kind


def of_shebang(line: bytes) -> str | None:
    """Return the kind that the first line of a file tells, such as ``"scripts"``; or None."""
    found = _INTERPRETERS.match(line)
    if found is None:
        return None
    kind = found.lastgroup or ""
    return {"python": "scripts", "just": "make"}.get(kind, kind)
