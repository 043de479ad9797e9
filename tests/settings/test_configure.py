"""configure() takes back its own changes, and no others."""

from __future__ import annotations

import contextlib

from hypothesis import HealthCheck, given
from hypothesis import settings as run
from hypothesis import strategies as st

import chime_shim
from chime_shim import settings
from chime_shim.settings import Settings


def test_what_is_configured_within_a_block_outlives_it():
    with chime_shim.configure(region="us-west-2"):
        chime_shim.configure(forward_phone_numbers=True)
    now = settings.current()
    assert (now.region, now.forward_phone_numbers) == ("us-east-1", True)


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "region": st.sampled_from(["us-east-1", "us-west-2", "eu-central-1"]),
        "control": st.sampled_from(["forward", "legacy"]),
    },
)


@run(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CHANGES | st.integers(0, 9), max_size=12))
def test_each_change_stands_until_it_is_taken_back_whatever_the_order(steps):
    """A step changes settings, or takes one of the changes back."""
    standing = []
    with contextlib.ExitStack() as at_the_end:
        for step in steps:
            if isinstance(step, dict):
                handle = chime_shim.configure(**step)
                at_the_end.push(handle)
                standing.append((handle, step))
            elif standing:
                handle, _ = standing.pop(step % len(standing))
                handle.close()
            expected = {"region": "us-east-1", "control": "forward"}
            for _, change in standing:
                expected |= change
            now = settings.current()
            assert {name: getattr(now, name) for name in expected} == expected
    assert settings.current() == Settings()
