"""``aws chime ...`` should a later botocore have no ``chime`` at all."""

from __future__ import annotations

from tests.support.awscli_env import aws
from tests.support.command import plain_environment

WITHOUT_CHIME = """
import sys
from pathlib import Path
from botocore.loaders import Loader
data, made = Path(Loader.BUILTIN_DATA_PATH), Path(sys.argv.pop(1))
for entry in data.iterdir():
    if entry.name != "chime":
        (made / entry.name).symlink_to(entry)
Loader.BUILTIN_DATA_PATH = str(made)
from awscli.clidriver import main
sys.exit(main())
"""


def test_the_commands_come_back(tmp_path, loopback):
    data = tmp_path / "data"
    data.mkdir()
    config = tmp_path / "aws-config"
    config.write_text("[plugins]\nchime_shim = chime_shim.awscli_plugin\n")
    environment = plain_environment(
        AWS_ACCESS_KEY_ID="AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY="secret", AWS_CONFIG_FILE=str(config)
    )
    command = ("get-proxy-session", "--voice-connector-id", "v", "--proxy-session-id", "p")

    done = aws(
        *(data, "chime", *command, "--endpoint-url", loopback.url),
        env=environment,
        interpreter_args=("-c", WITHOUT_CHIME),
    )

    assert done.returncode == 0, done.stderr
    assert [request.path for request in loopback.requests] == ["/voice-connectors/v/proxy-sessions/p"]
