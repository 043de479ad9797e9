"""The measure is python itself: the same output, the same errors and the same exit code."""

from __future__ import annotations

import os
import signal
import sys
import zipfile

import pytest

from tests.support.command import chime_shim, run

SHOWS_ITSELF = """
import sys
print(sys.argv, sys.path[0], __name__, __package__, globals().get("__file__"), globals().get("__cached__"))
print(getattr(__spec__, "name", None), type(__loader__), __doc__)
print(sys.modules["__main__"].__dict__ is globals(), sorted(set(globals()) - {"__annotations__"}))
"""

# name of the case, program, further arguments
PROGRAMS = [
    ("itself", SHOWS_ITSELF, []),
    ("arguments", SHOWS_ITSELF, ["--help", "-m", "--emulator", "--", "x y", "-c"]),
    ("end", "print('done')", []),
    ("exit 3", "raise SystemExit(3)", []),
    ("exit none", "import sys; sys.exit()", []),
    ("exit text", "import sys; sys.exit('no such luck')", []),
    ("exit object", "import sys; sys.exit(['a', 'list'])", []),
    ("exit hard", "import os; os._exit(7)", []),
    ("exception", "def f():\n    return 1 / 0\n\nf()", []),
    ("chained", "try:\n    {}['a']\nexcept KeyError as error:\n    raise ValueError('b') from error", []),
    ("group", "raise ExceptionGroup('g', [ValueError('a'), KeyError('b')])", []),
    ("syntax error", "x = = 1", []),
    ("own excepthook", "import sys\nsys.excepthook = lambda k, v, t: print(k, v, len(str(t)))\n1 / 0", []),
    ("interrupt", "raise KeyboardInterrupt", []),
    ("future", "def f(x: undefined): pass", []),
    ("encoding", "# coding: latin-1\nprint(ascii('\xe9'))", []),
    ("atexit", "import atexit\natexit.register(lambda: print('bye', __name__))\nprint('end')", []),
    ("atexit after error", "import atexit\natexit.register(print, 'bye')\n1 / 0", []),
    (
        "thread",
        "import threading\nthreading.Timer(0.1, lambda: print('worked', __name__)).start()\nprint('end')",
        [],
    ),
    (
        "pickle",
        "import pickle\nclass Thing: pass\nprint(type(pickle.loads(pickle.dumps(Thing()))) is Thing)",
        [],
    ),
    ("main", "import __main__\nx = 1\nprint(__main__.x, __main__.__name__)", []),
    ("warning", "import warnings\nwarnings.warn('old', DeprecationWarning)", []),
]

MULTIPROCESSING = """
import multiprocessing

class Thing:
    def __init__(self, size):
        self.size = size

def double(thing):
    return Thing(thing.size * 2)

if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print([thing.size for thing in pool.map(double, [Thing(1), Thing(2)])])
"""

needs_3_11 = pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.11 made exception groups")
CASES = [
    pytest.param(text, arguments, id=name, marks=needs_3_11 if name == "group" else ())
    for name, text, arguments in PROGRAMS
]


def assert_same(directory, *args, **options):
    """Compare ``chime-shim run args`` with ``python args``, and return what they did."""
    expected = run(sys.executable, *args, cwd=directory, **options)
    actual = chime_shim("run", *args, cwd=directory, **options)
    # Both name themselves where they cannot start the program.
    program = expected.stderr.removeprefix(f"{sys.executable}: ")
    assert actual.stderr.removeprefix("chime-shim: ").removeprefix(f"{sys.executable}: ") == program
    assert (actual.stdout, actual.returncode) == (expected.stdout, expected.returncode)
    return actual


@pytest.mark.parametrize(("text", "arguments"), CASES)
def test_a_script(tmp_path, text, arguments):
    coding = "latin-1" if "latin-1" in text else "utf-8"
    (tmp_path / "script.py").write_text(text, encoding=coding)
    assert_same(tmp_path, "script.py", *arguments)


@pytest.mark.parametrize(("text", "arguments"), [case for case in CASES if case.id != "interrupt"])
def test_a_module(tmp_path, text, arguments):
    coding = "latin-1" if "latin-1" in text else "utf-8"
    (tmp_path / "script.py").write_text(text, encoding=coding)
    assert_same(tmp_path, "-m", "script", *arguments)


# Python 3.13 quotes the code in such a traceback.
shows_no_source = pytest.mark.skipif(sys.version_info >= (3, 13), reason="shows more than we do")


@pytest.mark.parametrize(
    "text", [SHOWS_ITSELF, pytest.param("1 / 0", marks=shows_no_source), "raise SystemExit(3)"]
)
def test_code_and_standard_input(tmp_path, text):
    assert_same(tmp_path, "-c", text, "a", "--help")
    assert_same(tmp_path, "-", "a", "--help", input=text)


def test_a_script_reads_standard_input(tmp_path):
    (tmp_path / "script.py").write_text("print(input(), input())")
    assert assert_same(tmp_path, "script.py", input="a\nb\n").stdout == "a b\n"


@pytest.mark.parametrize("text", [SHOWS_ITSELF, "1 / 0"])
def test_directories_packages_and_zip_files(tmp_path, text):
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(text)
    with zipfile.ZipFile(tmp_path / "archive.zip", "w") as archive:
        archive.writestr("__main__.py", text)
    assert_same(tmp_path, "package", "a")
    assert_same(tmp_path, "package/", "a")
    assert_same(tmp_path, "-m", "package", "a")
    assert_same(tmp_path, "archive.zip", "a")


@pytest.mark.parametrize("path", ["./script.py", "../{name}/script.py", "link.py", "{directory}/script.py"])
def test_paths_are_named_as_python_names_them(tmp_path, path):
    work, elsewhere = tmp_path / "work", tmp_path / "elsewhere"
    work.mkdir()
    elsewhere.mkdir()
    (work / "script.py").write_text(SHOWS_ITSELF)
    (elsewhere / "script.py").write_text(SHOWS_ITSELF)
    (work / "link.py").symlink_to(elsewhere / "script.py")
    assert_same(work, path.format(name=work.name, directory=work))


@pytest.mark.parametrize(
    ("args", "code"),
    [("absent.py", 2), ("-m absent", 1), ("empty", 1), ("-m empty", 1)],
)
def test_what_cannot_be_found(tmp_path, args, code):
    (tmp_path / "empty").mkdir()
    assert assert_same(tmp_path, *args.split()).returncode == code


def test_spawned_processes_find_the_script_though_multiprocessing_was_imported_before_it(tmp_path):
    (tmp_path / "script.py").write_text(MULTIPROCESSING)
    code = "import multiprocessing; from chime_shim.cli import main; main(['run', 'script.py'])"

    done = run(sys.executable, "-c", code, cwd=tmp_path)

    assert (done.stdout, done.returncode) == ("[2, 4]\n", 0)


@pytest.mark.parametrize("target", ["script.py", "-m script"])
def test_spawned_processes_find_the_script(tmp_path, target):
    (tmp_path / "script.py").write_text(MULTIPROCESSING)
    assert assert_same(tmp_path, *target.split()).stdout == "[2, 4]\n"


def test_a_path_that_python_was_told_not_to_extend_stays_as_it_is(tmp_path):
    (tmp_path / "script.py").write_text("import sys; print(sys.path)")
    expected = run(sys.executable, "-I", "script.py", cwd=tmp_path)
    actual = run(sys.executable, "-I", "-m", "chime_shim", "run", "script.py", cwd=tmp_path)
    assert actual.stdout == expected.stdout


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_an_interrupted_program_dies_of_the_signal(tmp_path):
    (tmp_path / "script.py").write_text("raise KeyboardInterrupt")
    # As the installed command starts: from a script.
    (tmp_path / "command.py").write_text("import sys\nfrom chime_shim.cli import main\nsys.exit(main())")
    result = run(sys.executable, "command.py", "run", "script.py", cwd=tmp_path)
    assert result.returncode == -signal.SIGINT
    assert "script.py" in result.stderr


def test_the_traceback_has_the_frames_of_the_script_only(tmp_path):
    (tmp_path / "script.py").write_text("def f():\n    raise ValueError('no')\n\nf()")
    result = chime_shim("run", "script.py", cwd=tmp_path)
    assert result.returncode == 1
    files = [line.split('"')[1] for line in result.stderr.splitlines() if line.startswith("  File")]
    assert files == [str(tmp_path / "script.py")] * 2


def test_an_excepthook_that_fails_is_reported(tmp_path):
    (tmp_path / "script.py").write_text("import sys\nsys.excepthook = lambda *_: 1 / 0\n{}['key']")
    result = chime_shim("run", "script.py", cwd=tmp_path)
    assert result.returncode == 1
    assert "Error in sys.excepthook" in result.stderr
    assert "ZeroDivisionError" in result.stderr
    assert "KeyError: 'key'" in result.stderr
